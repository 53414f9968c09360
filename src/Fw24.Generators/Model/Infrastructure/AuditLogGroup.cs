namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A log group of audit records.</summary>
internal sealed record AuditLogGroup
{
    public required string Name { get; init; }

    /// <summary>Its property among the shared resources.</summary>
    public required string Member { get; init; }

    /// <summary>Its region, if different from the stack's.</summary>
    public required string? Region { get; init; }

    public required AuditRetention Retention { get; init; }

    public required RemovalPolicy RemovalPolicy { get; init; }
}
