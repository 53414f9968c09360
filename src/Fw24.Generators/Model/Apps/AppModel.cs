namespace Fw24.Generators.Model.Apps;

/// <summary>An app: the tables and handlers of a compilation and of the libraries it gathers.</summary>
internal sealed record AppModel
{
    public required string Name { get; init; }

    /// <summary>The name of its class, such as <c>OrdersApp</c>.</summary>
    public required string ClassName { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The assembly's name.</summary>
    public required string Assembly { get; init; }

    public required bool IsExecutable { get; init; }

    /// <summary>Indicates whether entry points take the context of Amazon.Lambda.Core.</summary>
    public required bool HasLambdaContext { get; init; }

    /// <summary>Indicates whether that context gives the invocation's trace.</summary>
    public required bool HasLambdaTrace { get; init; }

    public required Fw24AppAttribute Settings { get; init; }

    /// <summary>The tables, in ordinal order.</summary>
    public required EquatableArray<TableModel> Tables { get; init; }

    /// <summary>Indicates whether an audit is sealed.</summary>
    public bool IsSealed => Tables.Any(static table => table.Audit is { Sealed: true });

    /// <summary>The handlers, in ordinal order.</summary>
    public required EquatableArray<HandlerModel> Handlers { get; init; }

    /// <summary>The handlers declared in this compilation, in ordinal order, for its markers.</summary>
    public required EquatableArray<HandlerModel> OwnHandlers { get; init; }

    /// <summary>
    /// The entities whose changes are read from the records of Amazon.Lambda.DynamoDBEvents, in ordinal order; empty if the compilation does not reference it.
    /// </summary>
    public required EquatableArray<LambdaRecordModel> LambdaRecords { get; init; }

    /// <summary>The models that a library exposes to the executables that reference it, in ordinal order.</summary>
    public required EquatableArray<PartModel> Parts { get; init; }
}

/// <summary>A model that a library exposes.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Entity">The expression of the entity's model.</param>
internal sealed record PartModel(string Name, string Entity);
