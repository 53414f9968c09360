namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A table that holds audit records and nothing else.</summary>
internal sealed record AuditTable
{
    public required string Name { get; init; }

    /// <summary>Its property among the shared resources.</summary>
    public required string Member { get; init; }

    public required RemovalPolicy RemovalPolicy { get; init; }
}
