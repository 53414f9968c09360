using Microsoft.CodeAnalysis;
using Fw24.Generated;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing;

/// <summary>Reads the markers that the generator left in referenced assemblies.</summary>
internal static class MarkerParser
{
    private static readonly string s_attributes = typeof(DynamoTableAttribute).Namespace + ".Attributes";

    /// <summary>Reads all of them, before any rule.</summary>
    public static EquatableArray<ReferencedApp> Parse(Compilation compilation, CancellationToken cancellationToken)
    {
        var apps = new List<ReferencedApp>();
        foreach (var assembly in Candidates(compilation, cancellationToken))
        {
            if (Parse(assembly) is { } app)
            {
                apps.Add(app);
            }
        }

        return apps.OrderBy(static app => app.Assembly, StringComparer.Ordinal).ToEquatableArray();
    }

    /// <summary>Gets the referenced assemblies whose markers have another format; their contents are ignored.</summary>
    public static IEnumerable<(string Assembly, int Version)> OfAnotherFormat(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var assembly in Candidates(compilation, cancellationToken))
        {
            // The version comes first in every format.
            if (AppMarker(Markers(assembly))?.ConstructorArguments.FirstOrDefault().Value is int version and not GeneratedAppAttribute.CurrentVersion)
            {
                yield return (assembly.Name, version);
            }
        }
    }

    /// <summary>Indicates whether the assembly that declares an entity has a marker for it.</summary>
    public static bool IsGenerated(INamedTypeSymbol entity)
        => Markers(entity.ContainingAssembly)
            .Where(static data => data.AttributeClass!.Name is nameof(GeneratedEntityAttribute))
            .Select(AttributeReader.Read<GeneratedEntityAttribute>)
            .Any(marker => marker is not null && marker.Namespace == SymbolNames.Namespace(entity.ContainingNamespace) && marker.Prefix == SymbolNames.Prefix(entity));

    // Skip references unrelated to Fw24, as reading their attributes takes time.
    private static IEnumerable<IAssemblySymbol> Candidates(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static reference => reference.Name == s_attributes)))
            {
                yield return assembly;
            }
        }
    }

    private static List<AttributeData> Markers(IAssemblySymbol assembly) => assembly.GetAttributes().Where(static data => data.AttributeClass?.ContainingNamespace is
    {
        Name: nameof(Generated),
        ContainingNamespace: { Name: nameof(Fw24), ContainingNamespace.IsGlobalNamespace: true },
    }).ToList();

    private static AttributeData? AppMarker(List<AttributeData> markers) => markers.Find(static data => data.AttributeClass!.Name is nameof(GeneratedAppAttribute));

    private static ReferencedApp? Parse(IAssemblySymbol assembly)
    {
        var markers = Markers(assembly);
        if (AppMarker(markers) is not { } appMarker
            || AttributeReader.Read<GeneratedAppAttribute>(appMarker) is not { } app
            || app.Version != GeneratedAppAttribute.CurrentVersion)
        {
            return null;
        }

        var indexes = Of<GeneratedIndexAttribute>().ToList();
        var entities = markers.Select(data => Entity(data, assembly, app.Parts, indexes)).OfType<EntitySummary>().ToList();
        return new ReferencedApp
        {
            Assembly = assembly.Name,
            Settings = Settings<Fw24AppAttribute>(appMarker, nameof(app.Settings)) ?? new Fw24AppAttribute(app.Name),
            IsExecutable = app.Executable,
            Entities = entities.ToEquatableArray(),
            Handlers = markers.Select(data => Handler(data, app.Parts, entities)).OfType<HandlerModel>().ToEquatableArray(),
        };

        IEnumerable<T> Of<T>()
            where T : Attribute => markers.Where(static data => data.AttributeClass!.Name == typeof(T).Name).Select(AttributeReader.Read<T>).OfType<T>();
    }

    private static EntitySummary? Entity(AttributeData data, IAssemblySymbol assembly, string parts, List<GeneratedIndexAttribute> indexes)
    {
        if (data.AttributeClass!.Name is not nameof(GeneratedEntityAttribute)
            || AttributeReader.Read<GeneratedEntityAttribute>(data) is not { } marker
            || Settings<DynamoTableAttribute>(data, nameof(marker.TableSettings)) is not { } table
            || Key(marker.Keys, 0) is not { } partitionKey)
        {
            return null;
        }

        return new EntitySummary
        {
            Origin = assembly.Name,
            Name = marker.Name,
            Model = Member(parts, marker.Part),
            Namespace = marker.Namespace,
            Prefix = marker.Prefix,
            IsAccessible = assembly.GetTypeByMetadataName(Names.Metadata(marker.Namespace, marker.Prefix) + "Change") is { DeclaredAccessibility: Accessibility.Public },
            PartitionKey = partitionKey,
            SortKey = Key(marker.Keys, 1),
            KeyBeginning = "",
            TimeToLive = marker.TimeToLive.Length is 0 ? null : marker.TimeToLive,
            Stored = Enumerable.Range(0, marker.Attributes.Length / 2)
                .Select(index => new StoredName(marker.Attributes[2 * index], marker.Attributes[(2 * index) + 1], KeyType(marker.Types, index)))
                .ToEquatableArray(),
            Sensitive = marker.Sensitive.ToEquatableArray(),
            StatedSize = 0,
            SensitiveNames = [],
            HasKeyedHash = marker.HasKeyedHash,
            Table = table,
            Stream = Settings<StreamEnabledAttribute>(data, nameof(marker.StreamSettings)),
            Audit = Settings<AuditAttribute>(data, nameof(marker.AuditSettings)),
            Indexes = indexes
                .Where(index => index.Table == marker.Table && index.Entity == marker.Name)
                .Select(static index => new IndexModel
                {
                    Name = index.Name,
                    PartitionKeys = IndexKeys(index).Take(index.PartitionKeys).ToEquatableArray(),
                    SortKeys = IndexKeys(index).Skip(index.PartitionKeys).ToEquatableArray(),
                    Projection = index.Projection,
                    Include = index.Include.ToEquatableArray(),
                })
                .ToEquatableArray(),
        };
    }

    private static HandlerModel? Handler(AttributeData data, string parts, List<EntitySummary> entities)
    {
        if (data.AttributeClass!.Name is not nameof(GeneratedHandlerAttribute) || AttributeReader.Read<GeneratedHandlerAttribute>(data) is not { } marker)
        {
            return null;
        }

        return new HandlerModel
        {
            Suppressions = [],
            Name = marker.Name,
            Table = marker.Table,
            Entity = marker.Entity,
            Model = Member(parts, marker.Part),
            Type = new TypeRef("", false),
            Change = "",
            EntityModel = entities.FirstOrDefault(entity => entity.Table.Name == marker.Table && entity.Name == marker.Entity)?.Model ?? "",
            Operations = marker.Operations.ToEquatableArray(),
            HandlesBatches = false,
            OnChange = marker.OnChange.ToEquatableArray(),
            Condition = new ChangeCondition(marker.OnChangeFrom.ToEquatableArray(), marker.OnChangeTo.ToEquatableArray(), null),
            Queue = Settings<ChangeQueueAttribute>(data, nameof(marker.QueueSettings)),
            Idempotent = Settings<IdempotentAttribute>(data, nameof(marker.IdempotentSettings)),
            ActAs = null,
            Tables = marker.Tables.ToEquatableArray(),
            Part = marker.Part,
        };
    }

    // A program exposes no parts.
    private static string Member(string parts, string part) => parts.Length is 0 ? part : $"{parts}.{part}";

    private static T? Settings<T>(AttributeData data, string name)
        where T : Attribute => AttributeReader.Read<T>(data.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value);

    private static string? KeyType(string types, int index) => index >= types.Length ? null : types[index] is '-' ? "" : types.Substring(index, 1);

    private static IEnumerable<KeyModel> IndexKeys(GeneratedIndexAttribute index)
        => Enumerable.Range(0, index.Keys.Length / 2).Select(place => Key(index.Keys, place)!);

    private static KeyModel? Key(string[] keys, int index)
        => keys.Length >= (2 * index) + 2 ? new KeyModel(keys[2 * index], keys[(2 * index) + 1]) : null;
}
