namespace Fw24.Generators.Model.Infrastructure;

/// <summary>The store of audit records.</summary>
/// <param name="Kind">The kind of store.</param>
/// <param name="Name">The log group or table; empty for the console.</param>
/// <param name="Member">Its property among the shared resources; empty if it is not a shared resource.</param>
/// <param name="Region">The region of a log group, if different from the stack's.</param>
internal sealed record AuditDestination(AuditDestinationKind Kind, string Name, string Member, string? Region);
