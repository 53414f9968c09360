namespace Fw24.Tool.Costs;

/// <summary>What determines the cost of an app.</summary>
/// <param name="Name">The app's name.</param>
/// <param name="Tables">The tables with a stream.</param>
/// <param name="Alarms">The number of alarms.</param>
internal sealed record PricedApp(string Name, IReadOnlyList<PricedTable> Tables, int Alarms);
