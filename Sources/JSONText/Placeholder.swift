public func jsonFault(in: Span<UInt8>) -> Int? { nil }
