import Wording
import Testing
