/// When things happen: busy hours and quiet ones, over a time of whole hours.
struct Rhythm: Sendable {
  let start: Int
  /// The weight of all hours before each hour, and at last of all.
  private let before: [Int]

  /// - Parameters:
  ///   - start: The first second, a midnight.
  ///   - hours: How many hours there are.
  ///   - day: The weight of each hour of a day.
  ///   - week: The weight of each weekday, from Monday, in percent.
  ///   - dice: Makes one day busier than another.
  init(start: Int, hours: Int, day: [Int], week: [Int], dice: DiceBox) {
    self.start = start
    var before = [0]
    before.reserveCapacity(hours + 1)
    var busyness = 100
    for hour in 0..<hours {
      let today = start / 86_400 + hour / 24
      if hour % 24 == 0 {
        var dice = dice[hour / 24]
        busyness = dice.number(in: 85...115)
      }
      let weight = day[hour % 24] * week[Weekday.index(ofDay: today)] * busyness / 100
      before.append(before[hour] + max(weight, 1))
    }
    self.before = before
  }

  /// The second at which the `i`th of `count` things happens, ascending in `i`.
  ///
  /// Each thing has its own even share of the weight and falls anywhere in it.
  /// - Complexity: O(log hours)
  func second(of i: Int, among count: Int, dice: inout Dice) -> Int {
    let total = before[before.count - 1]
    let place = i * 1024 + dice.below(1024)
    let (high, low) = place.multipliedFullWidth(by: total)
    let target = (count * 1024).dividingFullWidth((high, low)).quotient
    let hour = before.partitioningIndex { $0 > target } - 1
    let weight = before[hour + 1] - before[hour]
    return start + hour * 3600 + (target - before[hour]) * 3600 / weight
  }
}

enum Weekday {
  /// 0 is Monday, 6 is Sunday. Day 0, 1970-01-01, was a Thursday.
  static func index(ofDay day: Int) -> Int { (day + 3) % 7 }

  /// The day that is this many working days later; from a weekend, counted from its Monday.
  static func workday(_ day: Int, later: Int) -> Int {
    var day = day
    while index(ofDay: day) > 4 { day += 1 }
    for _ in 0..<later {
      day += index(ofDay: day) == 4 ? 3 : 1
    }
    return day
  }
}

extension Array {
  /// The place of the first element that fulfils a condition which all after it fulfil too.
  func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
