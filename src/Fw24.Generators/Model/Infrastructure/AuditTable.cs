using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A table that holds only audit records.</summary>
internal sealed record AuditTable
{
    public required string Name { get; init; }

    /// <summary>Its property among the shared resources.</summary>
    public required string Member { get; init; }

    /// <summary>What the records of some of its tables are found by.</summary>
    public required EquatableArray<IndexModel> Indexes { get; init; }

    public required RemovalPolicy RemovalPolicy { get; init; }
}
