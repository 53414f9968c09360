using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing;

/// <summary>Parses a class with <see cref="ProjectionAttribute"/>, together with its entity. Symbols end here.</summary>
internal static class ProjectionParser
{
    /// <summary>The attribute's full name, for finding classes.</summary>
    public static string AttributeName { get; } = typeof(ProjectionAttribute).FullName!;

    public static ProjectionModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => Parse((INamedTypeSymbol)context.TargetSymbol, context.SemanticModel.Compilation, cancellationToken);

    /// <summary>Parses a class.</summary>
    /// <returns>The projection; <see langword="null"/> if it is none, or its attribute does not compile.</returns>
    public static ProjectionModel? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (AttributeReader.Find<ProjectionAttribute>(type) is not { ConstructorArguments: [{ Value: INamedTypeSymbol of }] }
            || of.TypeKind is TypeKind.Error)
        {
            return null;
        }

        var entity = EntityParser.Parse(of, compilation, cancellationToken);
        var objects = new ObjectParser(compilation, entity?.Table.Format ?? ItemFormat.Fw24, cancellationToken);
        var root = objects.Parse(type, SymbolNames.Ref(type), new HashSet<string>());
        var ofEntity = entity?.Root.Properties
            .GroupBy(static property => property.Name)
            .ToDictionary(static same => same.Key, static same => same.First()) ?? [];
        List<PropertyModel> properties = [];
        List<string> unknown = [];
        List<OtherType> others = [];
        foreach (var property in root.Properties)
        {
            if (!ofEntity.TryGetValue(property.Name, out var stored))
            {
                unknown.Add(property.Name);
            }
            else if (property.Shape.Type != stored.Shape.Type || (stored.Shape.IsNullable && !property.Shape.IsNullable))
            {
                others.Add(new OtherType(property.Name, stored.Shape.DeclaredType));
            }
            else
            {
                properties.Add(Stored(property, stored));
            }
        }

        var used = new UsedTypes(entity?.Objects ?? [], entity?.Enums ?? []);
        properties.ForEach(property => used.Add(property.Shape));
        return new ProjectionModel
        {
            Name = type.Name,
            Namespace = SymbolNames.Namespace(type.ContainingNamespace),
            FileName = SymbolNames.FileName(type),
            Keyword = type.IsRecord ? "record" : "class",
            Entity = SymbolNames.Ref(of),
            Obstacle = Obstacle(type, of, entity, cancellationToken),
            Root = root with { Properties = properties.ToEquatableArray() },
            Unknown = entity is null ? [] : unknown.ToEquatableArray(),
            OtherTypes = others.ToEquatableArray(),
            Objects = used.Objects.ToEquatableArray(),
            Enums = used.Enums.ToEquatableArray(),
            Suppressions = objects.Suppressions.Concat(entity?.Suppressions ?? []).Distinct().ToEquatableArray(),
        };
    }

    // The entity says how it is stored. What it is without the attribute is what the projection's own declaration says, or else the
    // entity's, unless a value of the entity's class itself is meant.
    private static PropertyModel Stored(PropertyModel property, PropertyModel stored)
    {
        var inherits = (property.MissingValuePolicy, stored.MissingValuePolicy) is (MissingValuePolicy.Required, MissingValuePolicy.Default);
        return property with
        {
            Attribute = stored.Attribute,
            Aliases = stored.Aliases,
            Rank = stored.Aliases.Count > 0 ? property.Variable + "RankOfName" : "",
            Shape = stored.Shape with { IsNullable = property.Shape.IsNullable, IsOblivious = property.Shape.IsOblivious },
            MissingValuePolicy = inherits ? MissingValuePolicy.Default : property.MissingValuePolicy,
            Default = inherits ? stored.Default : property.Default,
            Roles = stored.Roles,
            Redaction = stored.Redaction,
        };
    }

    private static string Obstacle(INamedTypeSymbol type, INamedTypeSymbol of, EntityModel? entity, CancellationToken cancellationToken)
    {
        var facts = Declarations.Facts(type);
        return entity is null ? $"of {of.Name}, which is no entity"
            : entity.Upgrade is not null ? $"of {of.Name}, whose [ItemUpgrade] method needs whole items"
            : type.ContainingType is not null ? "nested in another type"
            : (facts & DeclarationFacts.Abstract) != 0 ? "abstract"
            : (facts & DeclarationFacts.Static) != 0 ? "static"
            : (facts & DeclarationFacts.Generic) != 0 ? "generic"
            : (facts & DeclarationFacts.FileLocal) != 0 ? "file-local"
            : !IsPartial(type, cancellationToken) ? "not partial"
            : "";
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
        => type.DeclaringSyntaxReferences.All(reference
            => reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration
                && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    // The types that an entity's properties have, and those within them.
    private sealed class UsedTypes(EquatableArray<ObjectModel> objects, EquatableArray<EnumModel> enums)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        public IEnumerable<ObjectModel> Objects => objects.Where(model => _names.Contains(model.Type.FullName));

        public IEnumerable<EnumModel> Enums => enums.Where(model => _names.Contains(model.Type.FullName));

        public void Add(Shape shape)
        {
            switch (shape)
            {
                case EnumShape:
                    _names.Add(shape.Type.FullName);
                    break;
                case ObjectShape when _names.Add(shape.Type.FullName):
                    foreach (var property in objects.First(model => model.Type.FullName == shape.Type.FullName).Properties)
                    {
                        Add(property.Shape);
                    }

                    break;
                case ListShape list:
                    Add(list.Element);
                    break;
                case SetShape set:
                    Add(set.Element);
                    break;
                case DictionaryShape dictionary:
                    Add(dictionary.Value);
                    break;
                case ConvertedShape converted:
                    Add(converted.Stored);
                    break;
            }
        }
    }
}
