namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about a table's audit trail.</summary>
/// <param name="Destination">A member of <see cref="AuditLoggerType"/>.</param>
/// <param name="Store">The log group or table; <see langword="null"/> for the console, or if it depends on the app that gathers a
/// library.</param>
/// <param name="Region">The region of the log group, if different from the stack's.</param>
/// <param name="RetentionDays">The number of days that a log group keeps records; 0 without a limit, and for other destinations.</param>
/// <param name="IsRetained">Indicates whether the store is kept when it leaves the stack.</param>
/// <param name="Indexes">The indexes of the audit table that hold the table's records.</param>
/// <param name="IsSealed">Indicates whether the app's log seals the records.</param>
internal sealed record LockedAudit(
    string Destination, string? Store, string? Region, int RetentionDays, bool IsRetained, EquatableArray<string> Indexes, bool IsSealed);
