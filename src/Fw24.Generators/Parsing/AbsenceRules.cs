using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>What becomes of a property whose attribute an item lacks, as an older version of the class would have left it (H24).</summary>
/// <param name="type">The type that has the property or inherits it.</param>
/// <param name="cancellationToken">Ends the look at declarations.</param>
internal sealed class AbsenceRules(INamedTypeSymbol type, CancellationToken cancellationToken)
{
    private bool? _isMadeUnseen;

    /// <summary>For a property that a constructor's parameter takes.</summary>
    public static (Absence Absence, string Default) OfParameter(IParameterSymbol parameter, Shape shape)
    {
        if (parameter.HasExplicitDefaultValue)
        {
            return (Absence.Default, Literals.Default(parameter));
        }

        // A parameter that says it takes a null makes a value of it where the property has none.
        return TakesNull(parameter) && (shape.IsNullable || parameter.NullableAnnotation is NullableAnnotation.Annotated) ? (Absence.Default, "null") : WithoutValue(shape);
    }

    /// <summary>For a property that is set, or only written.</summary>
    public (Absence Absence, string Default) OfProperty(StoredMember member, Shape shape)
    {
        if (member.Setter is null)
        {
            return (Absence.Default, shape.IsNullable ? "null" : "default");
        }

        if (member.Property.IsRequired)
        {
            return shape.IsNullable ? (Absence.Default, "null") : WithoutValue(shape);
        }

        // An instance may come with a value of its own in it.
        if (!BeginsAsDefault(member))
        {
            return (Absence.Kept, "");
        }

        return shape switch
        {
            // What the code of a setter does with no value, only the class knows.
            { IsNullable: true } or { Type.IsValueType: true } and not ListShape { IsImmutableArray: true } when HasBody(member.Setter) => (Absence.Kept, ""),
            { IsNullable: true } => (Absence.Default, "null"),
            ListShape { IsImmutableArray: true } => WithoutValue(shape),
            { Type.IsValueType: true } => (Absence.Default, "default"),
            _ => WithoutValue(shape),
        };
    }

    /// <summary>Whether an instance that is given no value has the default of the property's type: its getter says nothing else, and nothing that is seen has set it.</summary>
    public bool BeginsAsDefault(StoredMember member)
        => !IsMadeUnseen
            && Origin(member).DeclaringSyntaxReferences is [var only]
            // Of a partial property the other part is not seen, nor is the parameter that a base record's property is made of.
            && only.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer: null, ExpressionBody: null } declaration
            && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            && !HasBody(member.Getter);

    /// <summary>Whether a parameter takes a null.</summary>
    public static bool TakesNull(IParameterSymbol parameter)
        => parameter.Type.IsValueType ? parameter.Type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T : parameter.NullableAnnotation is not NullableAnnotation.NotAnnotated;

    /// <summary>Whether a property or the parameter that takes it states a value other than <see langword="null"/> for an instance that is given none.</summary>
    public bool StatesValue(StoredMember member, IParameterSymbol? parameter)
        => parameter is not null
            ? parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not null }
            : Initializer(member) is { } value && !IsNull(value);

    /// <summary>Whether the collection that an instance comes with may compare in its own way.</summary>
    public bool MayCompare(StoredMember member)
        => IsMadeUnseen || Initializer(member) switch
        {
            null => !BeginsAsDefault(member),
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList is { Arguments.Count: > 0 },
            // [with(StringComparer.OrdinalIgnoreCase)]
            CollectionExpressionSyntax collection => collection.Elements.Any(static element => element.GetFirstToken().ValueText is "with"),
            var value => !IsNull(value),
        };

    /// <summary>Whether a number, or the parameter that takes it, states a value other than 0 for an instance that is given none.</summary>
    public bool StatesOtherThanZero(StoredMember member, IParameterSymbol? parameter)
        => parameter is not null
            ? parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not (null or 0 or 0L) }
            : Initializer(member) is { } value && !value.IsKind(SyntaxKind.DefaultLiteralExpression) && value is not LiteralExpressionSyntax { Token.Value: 0 or 0L };

    private static bool IsNull(ExpressionSyntax value)
        => value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression) || (value is PostfixUnaryExpressionSyntax suppressed && IsNull(suppressed.Operand));

    private static (Absence Absence, string Default) WithoutValue(Shape shape) => shape switch
    {
        // DynamoDB has no empty set: who writes items elsewhere can only leave the attribute out.
        SetShape set => (Absence.Default, $"{set.Conversion.Before}new global::System.Collections.Generic.HashSet<{set.Element.DeclaredType}>({set.Comparer}){set.Conversion.After}"),
        _ => (Absence.Required, ""),
    };

    private bool HasBody(IMethodSymbol accessor) => accessor.DeclaringSyntaxReferences.Any(reference => Accessors.HasBody(reference.GetSyntax(cancellationToken)));

    // The property whose getter says what an instance has: an override may have inherited it.
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

    // By the body of a constructor, or where none can be seen.
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
