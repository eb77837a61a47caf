public import Analytics
internal import Wording

/// Something that a person should come for: what is wrong, since when, the figures around it, the
/// worst of it, and the commands that show the rest.
///
/// It is a value without a layout. Texts are as they stand in the lab's files; who lays them out for
/// a receiver sees to it that they are nothing but text there.
public struct Alert: Sendable, Equatable {
  /// A figure beside it, with its name.
  public struct Fact: Sendable, Equatable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// One of the things that are wrong.
  public struct Item: Sendable, Equatable {
    /// What it is about, called the same whenever it is told: a specimen, a machine.
    public let id: String
    public let text: String

    public init(_ id: String, _ text: String) {
      self.id = id
      self.text = text
    }
  }

  /// The word for it in the table outbox: `alert.sla`.
  public let event: String
  /// The table that it is about.
  public let table: String
  public let weight: Attention.Weight
  /// What is wrong, as a sentence.
  public let headline: String
  /// What else is, as sentences.
  public var points: [String] = []
  /// The lab's name; `nil` where nobody named it.
  public var lab: String?
  /// The moment from which the lab was looked at, on its clock.
  public let asOf: String
  /// Since when it has been wrong, on the lab's clock; `nil` where that is not known.
  public var since: String?
  public var facts: [Fact] = []
  /// The worst first.
  public var items: [Item] = []
  /// The commands that show all of it.
  public var commands: [String] = []

  public init(
    _ event: String, about table: String, _ weight: Attention.Weight, _ headline: String,
    asOf: String
  ) {
    self.event = event
    self.table = table
    self.weight = weight
    self.headline = headline
    self.asOf = asOf
  }
}

extension Alert {
  /// An alert of what the report would say, with its figures and its commands.
  ///
  /// - Parameters:
  ///   - attention: The most pressing first; there is one at least.
  ///   - headline: What is wrong; the most pressing, where it is `nil`.
  init(
    _ event: String, about table: String, _ attention: [Attention], _ changes: [Watched.Change],
    _ question: AlertQuestion, headline: String? = nil
  ) {
    precondition(!attention.isEmpty, "an alert is about something")
    self.init(
      event, about: table, attention[0].weight, headline ?? attention[0].sentence,
      asOf: question.asOf)
    lab = question.lab
    facts = changes.compactMap { Fact($0) }
    for item in attention {
      let command = question.command(item.command)
      if !commands.contains(command) { commands.append(command) }
    }
  }
}

extension Alert.Fact {
  /// A figure of the last days beside that of the weeks before; `nil` where there is none now.
  init?(_ change: Watched.Change) {
    guard let now = change.now.value else { return nil }
    let decimals = change.now.decimals
    let before = change.before?.value.map { ", before \(fixed($0, decimals: decimals))" } ?? ""
    self.init(change.now.name, fixed(now, decimals: decimals) + before)
  }
}
