namespace Fw24.Generators.Model.Locks;

/// <summary>The facts about a project on which stored items, messages in flight and the deployed stack depend.</summary>
/// <remarks>Stored beside the project in <c>fw24.lock.json</c>; <c>docs/reference/formats.md</c> describes the format.</remarks>
internal sealed record SchemaLock
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "fw24.lock.json";

    /// <summary>The format of the file.</summary>
    public const string Format = "fw24.lock/1";

    /// <summary>The command that writes the file.</summary>
    public const string Command = "dotnet build -t:Fw24Lock";

    /// <summary>The version of the package that wrote it: <c>0.1.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The app's name; <see langword="null"/> for a library, which has none.</summary>
    public required string? App { get; init; }

    /// <summary>The tables, in ordinal order of their names. A program's include those of the libraries that it gathers.</summary>
    public required EquatableArray<LockedTable> Tables { get; init; }

    /// <summary>The entities that the project declares, in ordinal order of their classes.</summary>
    public required EquatableArray<LockedEntity> Entities { get; init; }

    /// <summary>The types nested in these entities, in ordinal order of their names.</summary>
    public required EquatableArray<LockedType> Types { get; init; }

    /// <summary>The enums that these entities store, in ordinal order of their names.</summary>
    public required EquatableArray<LockedEnum> Enums { get; init; }

    /// <summary>The handlers that the project declares, in ordinal order of their names.</summary>
    public required EquatableArray<LockedHandler> Handlers { get; init; }

    /// <summary>Finds a table by its name.</summary>
    public LockedTable? Table(string name) => Tables.FirstOrDefault(table => table.Name == name);

    /// <summary>Finds a nested type by its name.</summary>
    public LockedType? Type(string name) => Types.FirstOrDefault(type => type.Name == name);

    /// <summary>Finds an enum by its name.</summary>
    public LockedEnum? Enum(string name) => Enums.FirstOrDefault(@enum => @enum.Name == name);
}
