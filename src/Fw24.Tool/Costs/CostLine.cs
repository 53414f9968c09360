namespace Fw24.Tool.Costs;

/// <summary>A part of the estimate.</summary>
/// <param name="Table">The table; <see langword="null"/> for what all share.</param>
/// <param name="Stage">The stage of the pipeline.</param>
/// <param name="What">What is paid for.</param>
/// <param name="Units">How much of it, in a month.</param>
/// <param name="Dollars">What it costs in a month, in US dollars.</param>
internal sealed record CostLine(string? Table, string Stage, string What, double Units, decimal Dollars);
