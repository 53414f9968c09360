using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Parsing.Members;

/// <summary>
/// Determines the value of a property whose attribute is missing from an item, for example one written by an older version of the class (H24).
/// </summary>
/// <param name="type">The type that has or inherits the property.</param>
/// <param name="cancellationToken">Cancels the inspection of declarations.</param>
internal sealed class MissingValueRules(INamedTypeSymbol type, CancellationToken cancellationToken)
{
    private bool? _isMadeUnseen;

    /// <summary>Determines it for a property that a constructor's parameter takes.</summary>
    public static (MissingValuePolicy MissingValuePolicy, string Default) OfParameter(IParameterSymbol parameter, Shape shape)
    {
        if (parameter.HasExplicitDefaultValue)
        {
            return (MissingValuePolicy.Default, Literals.Default(parameter));
        }

        // A parameter declared to take null converts it to a value if the property cannot be null.
        return TakesNull(parameter) && (shape.IsNullable || parameter.NullableAnnotation is NullableAnnotation.Annotated) ? (MissingValuePolicy.Default, "null") : WithoutValue(shape);
    }

    /// <summary>Determines it for a property that is set, or only written.</summary>
    public (MissingValuePolicy MissingValuePolicy, string Default) OfProperty(StoredMember member, Shape shape)
    {
        if (member.Setter is null)
        {
            return (MissingValuePolicy.Default, shape.IsNullable ? "null" : "default");
        }

        if (member.Property.IsRequired)
        {
            return shape.IsNullable ? (MissingValuePolicy.Default, "null") : WithoutValue(shape);
        }

        // A new instance may have an initial value.
        if (!BeginsAsDefault(member))
        {
            return (MissingValuePolicy.Kept, "");
        }

        return shape switch
        {
            // Only the class knows what its setter does without a value.
            { IsNullable: true } or { Type.IsValueType: true } and not ListShape { IsImmutableArray: true } when HasBody(member.Setter) => (MissingValuePolicy.Kept, ""),
            { IsNullable: true } => (MissingValuePolicy.Default, "null"),
            ListShape { IsImmutableArray: true } => WithoutValue(shape),
            { Type.IsValueType: true } => (MissingValuePolicy.Default, "default"),
            _ => WithoutValue(shape),
        };
    }

    /// <summary>Indicates whether a property of a new instance has the default of its type: neither its getter nor any visible code says otherwise.</summary>
    public bool BeginsAsDefault(StoredMember member)
        => !IsMadeUnseen
            && Origin(member).DeclaringSyntaxReferences is [var only]
            // The other part of a partial property is not visible, nor is the parameter that declares a base record's property.
            && only.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer: null, ExpressionBody: null } declaration
            && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            && !HasBody(member.Getter);

    /// <summary>Indicates whether a parameter accepts null.</summary>
    public static bool TakesNull(IParameterSymbol parameter)
        => parameter.Type.IsValueType ? parameter.Type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T : parameter.NullableAnnotation is not NullableAnnotation.NotAnnotated;

    /// <summary>Indicates whether a property, or the parameter that takes it, has an initial value other than <see langword="null"/>.</summary>
    public bool StatesValue(StoredMember member, IParameterSymbol? parameter)
        => parameter is not null
            ? parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not null }
            : Initializer(member) is { } value && !IsNull(value);

    /// <summary>Indicates whether the initial collection of an instance may have its own comparer.</summary>
    public bool MayCompare(StoredMember member)
        => IsMadeUnseen || Initializer(member) switch
        {
            null => !BeginsAsDefault(member),
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList is { Arguments.Count: > 0 },
            // [with(StringComparer.OrdinalIgnoreCase)]
            CollectionExpressionSyntax collection => collection.Elements.Any(static element => element.GetFirstToken().ValueText is "with"),
            var value => !IsNull(value),
        };

    /// <summary>Indicates whether a number, or the parameter that takes it, has an initial value other than 0.</summary>
    public bool StatesOtherThanZero(StoredMember member, IParameterSymbol? parameter)
        => parameter is not null
            ? parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not (null or 0 or 0L) }
            : Initializer(member) is { } value && !value.IsKind(SyntaxKind.DefaultLiteralExpression) && value is not LiteralExpressionSyntax { Token.Value: 0 or 0L };

    private static bool IsNull(ExpressionSyntax value)
        => value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression) || (value is PostfixUnaryExpressionSyntax suppressed && IsNull(suppressed.Operand));

    private static (MissingValuePolicy MissingValuePolicy, string Default) WithoutValue(Shape shape) => shape switch
    {
        // DynamoDB has no empty set: other writers can only omit the attribute.
        SetShape set => (MissingValuePolicy.Default, $"{set.Wrapper.Before}new global::System.Collections.Generic.HashSet<{set.Element.DeclaredType}>({set.Comparer}){set.Wrapper.After}"),
        // The object mapper omits empty lists, too.
        ListShape { IsMapped: true, Wrapper: var (before, after) } list
            => (MissingValuePolicy.Default, $"{before}new global::System.Collections.Generic.List<{list.Element.DeclaredType}>(){after}"),
        _ => (MissingValuePolicy.Required, ""),
    };

    private bool HasBody(IMethodSymbol accessor) => accessor.DeclaringSyntaxReferences.Any(reference => Accessors.HasBody(reference.GetSyntax(cancellationToken)));

    // The property whose getter determines the value: an override may have inherited it.
    private static IPropertySymbol Origin(StoredMember member) => (IPropertySymbol)member.Getter.AssociatedSymbol!;

    private ExpressionSyntax? Initializer(StoredMember member)
    {
        foreach (var reference in Origin(member).DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer.Value: { } value })
            {
                return value;
            }
        }

        return null;
    }

    private bool IsMadeUnseen => _isMadeUnseen ??= FindWhetherMadeUnseen();

    // By a constructor's body, or if its source is not visible.
    private bool FindWhetherMadeUnseen()
    {
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty || current.InstanceConstructors.Any(HasBody))
            {
                return true;
            }
        }

        return false;

        bool HasBody(IMethodSymbol constructor)
            => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is ConstructorDeclarationSyntax);
    }
}
