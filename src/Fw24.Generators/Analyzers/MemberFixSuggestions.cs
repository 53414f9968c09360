using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Parsing;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Finds the fix of a violation in a property.</summary>
/// <param name="compilation">The project.</param>
/// <param name="cancellationToken">Cancels the search.</param>
internal sealed class MemberFixSuggestions(Compilation compilation, CancellationToken cancellationToken)
{
    /// <summary>Gets the fix.</summary>
    /// <param name="violation">The violation.</param>
    /// <param name="type">The class that declares or inherits the property.</param>
    /// <param name="property">The property as declared.</param>
    public FixSuggestion? Of(RuleViolation violation, INamedTypeSymbol type, IPropertySymbol property) => violation.Rule switch
    {
        RuleKind.OnePartitionKey when violation.SuggestedValue.Length > 0 => With(property, "PartitionKey"),
        RuleKind.RedactionConflict when violation.SuggestedValue.Length > 0 => With(property, violation.SuggestedValue),
        RuleKind.MemberStored => With(property, "DynamoIgnore"),
        RuleKind.ForeignAttribute when violation.SuggestedValue.Length > 0 && !(violation.SuggestedValue is "DynamoIgnore" && property.IsRequired) => With(property, violation.SuggestedValue),
        RuleKind.AttributeName when violation.Arguments[0].Length is 0 => Without<DynamoAttributeAttribute>(property),
        RuleKind.AttributeClash or RuleKind.DiscriminatorClash when IsFree(property.Name, type, property) => Without<DynamoAttributeAttribute>(property),
        RuleKind.SameKey => Without<SortKeyAttribute>(property),
        RuleKind.SensitiveShape when violation.SuggestedValue.Length > 0 => WithDefault<SensitiveAttribute>(property),
        RuleKind.PropertyAccess => WithAccess(property),
        RuleKind.RequiredStored => WithoutRequired(property),
        RuleKind.PropertySetter => WithInit(property),
        RuleKind.KeyType or RuleKind.VersionType when violation.SuggestedValue.Length > 0 => WithoutNull(property),
        _ => null,
    };

    /// <summary>Gets the fix of a violation in a field: an attribute that excludes it.</summary>
    public FixSuggestion? Of(IFieldSymbol field) => With(field, "DynamoIgnore");

    /// <summary>Gets an attribute's name as written in source.</summary>
    public static string AttributeName(string type)
        => type.EndsWith(nameof(Attribute), StringComparison.Ordinal) ? type.Substring(0, type.Length - nameof(Attribute).Length) : type;

    // Adds an Fw24 attribute, possibly with arguments: DynamoAttribute("mail").
    private FixSuggestion? With(ISymbol member, string attribute)
    {
        var name = attribute.Split('(')[0];
        return Declaration(member) is { } declaration && !GeneratedCode.IsIn(declaration.SyntaxTree, cancellationToken) && compilation.GetTypeByMetadataName($"{nameof(Fw24)}.{name}{nameof(Attribute)}") is { } type
            ? new FixSuggestion(FixKind.AddAttribute, Place(declaration), member.Name, AttributeName(type.ToMinimalDisplayString(compilation.GetSemanticModel(declaration.SyntaxTree), declaration.SpanStart)) + attribute.Substring(name.Length))
            : null;
    }

    // Of fields declared together, that of the first.
    private static Location Place(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
        ParameterSyntax parameter => parameter.Identifier.GetLocation(),
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax fields } => fields.Variables[0].Identifier.GetLocation(),
        _ => declaration.GetLocation(),
    };

    private FixSuggestion? Without<T>(IPropertySymbol property)
        where T : Attribute
        => Syntax<T>(property) is { } attribute ? new FixSuggestion(FixKind.RemoveAttribute, attribute.GetLocation(), attribute.ToString(), "") : null;

    private FixSuggestion? WithDefault<T>(IPropertySymbol property)
        where T : Attribute
        => Syntax<T>(property)?.ArgumentList?.Arguments is [var only] ? new FixSuggestion(FixKind.RemoveArgument, only.GetLocation(), only.ToString(), "") : null;

    private FixSuggestion? WithAccess(IPropertySymbol property)
    {
        var access = property.DeclaredAccessibility switch
        {
            Accessibility.Private => "internal",
            Accessibility.Protected => "protected internal",
            _ => "",
        };
        return access.Length > 0 && Declaration(property) is PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } && !property.IsOverride
            ? new FixSuggestion(FixKind.ChangeAccess, property.Locations[0], "", access)
            : null;
    }

    // A property deliberately excluded by [DynamoIgnore] need not be required, provided it has a value without it.
    private FixSuggestion? WithoutRequired(IPropertySymbol property)
        => AttributeReader.Has<DynamoIgnoreAttribute>(property)
            && Declaration(property) is PropertyDeclarationSyntax declaration
            && (property.Type.IsValueType || property.NullableAnnotation is NullableAnnotation.Annotated || declaration.Initializer is not null)
            && !property.IsOverride
                ? new FixSuggestion(FixKind.RemoveModifier, property.Locations[0], "required", "")
                : null;

    private FixSuggestion? WithInit(IPropertySymbol property)
        => !property.IsOverride && Declaration(property) is PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null, AccessorList.Accessors: [{ Body: null, ExpressionBody: null }] }
            ? new FixSuggestion(FixKind.AddInit, property.Locations[0], property.Name, "")
            : null;

    private FixSuggestion? WithoutNull(IPropertySymbol property)
    {
        if (property.IsOverride)
        {
            return null;
        }

        return Declaration(property) switch
        {
            PropertyDeclarationSyntax { Type: NullableTypeSyntax type } declaration => FixSuggestion(type, property is { Type.IsReferenceType: true, SetMethod: not null, IsRequired: false } && declaration.Initializer is null ? "required " : ""),
            ParameterSyntax { Type: NullableTypeSyntax type, Default: null } => FixSuggestion(type, ""),
            _ => null,
        };

        FixSuggestion FixSuggestion(NullableTypeSyntax type, string modifier) => new(FixKind.DropNull, property.Locations[0], "", modifier + type.ElementType);
    }

    // Whether no other property of the class, and no discriminator, uses an attribute name.
    private static bool IsFree(string name, INamedTypeSymbol type, IPropertySymbol property)
    {
        var table = AttributeReader.Read<DynamoTableAttribute>(type);
        if (name == (table?.Discriminator ?? DynamoTableAttribute.DefaultDiscriminator))
        {
            return false;
        }

        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().OfType<IPropertySymbol>().Any(other => !SymbolEqualityComparer.Default.Equals(other, property) && Stored(other) == name))
            {
                return false;
            }
        }

        return true;
    }

    private static string Stored(IPropertySymbol property) => AttributeReader.Read<DynamoAttributeAttribute>(property)?.Name ?? property.Name;

    private AttributeSyntax? Syntax<T>(IPropertySymbol property)
        where T : Attribute => AttributeReader.Find<T>(property)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    // A property, or the parameter of a record that declares one.
    private SyntaxNode? Declaration(ISymbol member)
        => member.DeclaringSyntaxReferences is [var only] ? only.GetSyntax(cancellationToken) : null;
}
