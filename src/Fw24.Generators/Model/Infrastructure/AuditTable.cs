namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A table that holds only audit records.</summary>
internal sealed record AuditTable
{
    public required string Name { get; init; }

    /// <summary>Its property among the shared resources.</summary>
    public required string Member { get; init; }

    public required RemovalPolicy RemovalPolicy { get; init; }
}
