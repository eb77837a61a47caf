public import Tables

/// A metric, and what it is asked.
public struct AskedMetric: Sendable {
  public let metric: Metric
  public let question: Question

  public init(_ metric: Metric, _ question: Question) {
    self.metric = metric
    self.question = question
  }
}

extension Store {
  /// The answers to many questions, in their order: of each its figures, or why there are none.
  ///
  /// The specimens are read once for all that are about them, other tables once a question.
  public func figures(of asked: [AskedMetric]) -> [Result<Figures, any Error>] {
    var measured = [Result<any Measurement, any Error>?](repeating: nil, count: asked.count)
    var places: [Int] = []
    do {
      var measurements: [any SpecimenGathering] = []
      for (place, item) in asked.enumerated() {
        guard let gathering = item.metric.gathering else { continue }
        if let refusal = item.metric.refusal(item.question) {
          measured[place] = .failure(refusal)
          continue
        }
        places.append(place)
        measurements.append(gathering(item.question, try Promises(in: self, item.question)))
      }
      try gather(&measurements)
      for (place, measurement) in zip(places, measurements) {
        guard let found = measurement as? any Measurement else { continue }
        measured[place] = Result { try asked[place].metric.completion(self, found) }
      }
    } catch {
      for place in places { measured[place] = .failure(error) }
    }
    return asked.indices.map { place in
      let (metric, question) = (asked[place].metric, asked[place].question)
      let result = measured[place] ?? Result { try metric.measure(self, question) }
      return result.map { $0.figures(question) }
    }
  }
}
