using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Members;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing;

/// <summary>Parses a class with <see cref="DynamoTableAttribute"/>. Symbols end here.</summary>
internal static class EntityParser
{
    /// <summary>The attribute's full name, for finding classes.</summary>
    public static string AttributeName { get; } = typeof(DynamoTableAttribute).FullName!;

    public static bool IsCandidate(SyntaxNode node) => node is ClassDeclarationSyntax or RecordDeclarationSyntax;

    /// <summary>Parses the class on which an attribute was found.</summary>
    /// <returns>
    /// The entity, before any rule; <see langword="null"/> if its attribute does not compile, or if another part of the class represents it.
    /// </returns>
    public static EntityModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return IsFirstPart(context, type, cancellationToken) ? Parse(type, context.SemanticModel.Compilation, cancellationToken) : null;
    }

    /// <summary>Parses a class.</summary>
    /// <returns>The entity; <see langword="null"/> if its attribute does not compile.</returns>
    public static EntityModel? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (AttributeReader.Read<DynamoTableAttribute>(type) is not { } table)
        {
            return null;
        }

        var indexes = AttributeReader.FindAll<GlobalIndexAttribute>(type).Select(AttributeReader.Read<GlobalIndexAttribute>).OfType<GlobalIndexAttribute>().ToList();
        var indexKeys = new HashSet<string>(indexes.SelectMany(Keys), StringComparer.Ordinal);
        var objects = new ObjectParser(compilation, table.Format, cancellationToken);
        var root = objects.Parse(type, SymbolNames.Ref(type), indexKeys);
        return new EntityModel
        {
            Name = table.EntityName ?? type.Name,
            Prefix = SymbolNames.Prefix(type),
            Namespace = SymbolNames.Namespace(type.ContainingNamespace),
            FileName = SymbolNames.FileName(type),
            Accessibility = Declarations.IsPublic(type) ? "public" : "internal",
            Facts = Declarations.Facts(type),
            TakenNames = Declarations.Taken(type).ToEquatableArray(),
            Root = root,
            Objects = objects.Objects,
            Enums = objects.Enums,
            Upgrade = UpgradeParser.Parse(type, compilation),
            Table = table,
            Stream = AttributeReader.Read<StreamEnabledAttribute>(type),
            Audit = AttributeReader.Read<AuditAttribute>(type),
            Indexes = indexes.Select(index => Index(index, root)).OrderBy(static index => index.Name, StringComparer.Ordinal).ToEquatableArray(),
            EmptyIndexKeys = EmptyKeys.Find(type, indexKeys, cancellationToken).ToEquatableArray(),
            SensitiveNames = SensitiveNames.Of(type).ToEquatableArray(),
            Suppressions = objects.Suppressions,
            Foreign = type.GetAttributes().SelectMany(ForeignAttributes.Read).ToEquatableArray(),
            Forbidden = objects.Forbidden,
        };
    }

    private static bool IsFirstPart(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type, CancellationToken cancellationToken)
        => AttributeReader.Find<DynamoTableAttribute>(type)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).Parent?.Parent == context.TargetNode;

    private static IndexModel Index(GlobalIndexAttribute index, ObjectModel root)
    {
        return new IndexModel
        {
            Name = index.Name,
            PartitionKeys = Models(Partition(index)),
            SortKeys = Models(Sort(index)),
            Projection = index.Projection,
            Include = Found(Names(index.Include)).SelectMany(static property => property.Names).ToEquatableArray(),
            Unknown = Unknown(Keys(index)),
            UnknownIncluded = Unknown(Names(index.Include)),
            Restated = index is { PartitionKey: not null, PartitionKeys: not null } ? nameof(index.PartitionKeys)
                : index is { SortKey: not null, SortKeys: not null } ? nameof(index.SortKeys)
                : "",
        };

        EquatableArray<KeyModel> Models(IEnumerable<string> names)
            => Found(names).Select(static property => new KeyModel(property.Attribute, KeyTypes.Of(property.Shape))).ToEquatableArray();

        IEnumerable<PropertyModel> Found(IEnumerable<string> names) => names.Select(Find).OfType<PropertyModel>();

        EquatableArray<string> Unknown(IEnumerable<string> names) => names.Where(name => Find(name) is null).ToEquatableArray();

        PropertyModel? Find(string name) => root.Properties.FirstOrDefault(property => property.Name == name);
    }

    private static IEnumerable<string> Keys(GlobalIndexAttribute index) => Partition(index).Concat(Sort(index));

    private static IEnumerable<string> Partition(GlobalIndexAttribute index)
        => Name(index.PartitionKey).Concat(Names(index.PartitionKeys));

    private static IEnumerable<string> Sort(GlobalIndexAttribute index) => Name(index.SortKey).Concat(Names(index.SortKeys));

    private static IEnumerable<string> Name(string? name) => name is null ? [] : [name];

    // A null among names is reported as the name of no property.
    private static IEnumerable<string> Names(IEnumerable<string?>? names) => names?.Select(static name => name ?? "null") ?? [];
}
