/// The two formulas of A. K. Erlang for `servers` alike that share Poisson arrivals.
///
/// A. K. Erlang, “Solution of some problems in the theory of probabilities of significance in
/// automatic telephone exchanges”, Elektroteknikeren 13 (1917). The load is in erlangs: arrivals in a
/// mean service time, which is also how many servers are busy on average.
///
/// Powers and factorials overflow at some 150 servers, so none is formed: the loss of *k* servers
/// follows from that of *k* - 1 (V. B. Iversen, “Teletraffic Engineering and Network Planning”, 2015,
/// section 4.5), each step a sum and a quotient of positive numbers, and so without cancellation.
public enum Erlang {
  /// Erlang B: the share of arrivals that find every server busy where nobody can wait.
  ///
  /// It holds for any distribution of service times. `nil` for a load that is negative or no number,
  /// and for a negative number of servers. O(*servers*), less where the loss vanishes before.
  public static func loss(servers: Int, load: Double) -> Double? {
    guard servers >= 0, load >= 0, load.isFinite else { return nil }
    var loss = 1.0
    var server = 0
    while server < servers, loss > 0 {
      server += 1
      loss = load * loss / (Double(server) + load * loss)
    }
    return loss
  }

  /// Erlang C: the share of arrivals that must wait where all who find no server free do wait, service
  /// times being exponential.
  ///
  /// `nil` as for `loss`, and when the load is not below the number of servers: the queue then grows
  /// without end.
  public static func waiting(servers: Int, load: Double) -> Double? {
    guard let loss = loss(servers: servers, load: load), load < Double(servers) else { return nil }
    let servers = Double(servers)
    return servers * loss / (servers - load + load * loss)
  }
}
