namespace Fw24.Tool.Costs;

/// <summary>A function that receives a table's changes from a queue: a handler, or the audit logger.</summary>
/// <param name="Function">The function.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="Audit">What the audit logger writes to; <see langword="null"/> for a handler.</param>
internal sealed record PricedConsumer(PricedFunction Function, string Queue, PricedAudit? Audit);
