print("plainlab")
