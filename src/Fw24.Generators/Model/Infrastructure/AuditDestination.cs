namespace Fw24.Generators.Model.Infrastructure;

/// <summary>Where audit records are stored.</summary>
/// <param name="Kind">The kind of store.</param>
/// <param name="Name">The log group or table; empty for the console.</param>
/// <param name="Member">Its property among the shared resources; empty where it is none of them.</param>
/// <param name="Region">A log group's region, where that is not the stack's.</param>
internal sealed record AuditDestination(AuditDestinationKind Kind, string Name, string Member, string? Region);
