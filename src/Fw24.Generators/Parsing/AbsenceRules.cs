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

        return shape.IsNullable && TakesNull(parameter) ? (Absence.Default, "null") : WithoutValue(shape);
    }

    /// <summary>For a property that is set, or only written.</summary>
    public (Absence Absence, string Default) OfProperty(IPropertySymbol property, Shape shape)
    {
        if (property.SetMethod is null)
        {
            return (Absence.Default, shape.IsNullable ? "null" : "default");
        }

        if (property.IsRequired)
        {
            return shape.IsNullable ? (Absence.Default, "null") : WithoutValue(shape);
        }

        // An instance may come with a value of its own in it.
        if (Initializer(property) is not null || (_isMadeUnseen ??= IsMadeUnseen()))
        {
            return (Absence.Kept, "");
        }

        return shape switch
        {
            { IsNullable: true } => (Absence.Default, "null"),
            ListShape { IsImmutableArray: true } => WithoutValue(shape),
            { Type.IsValueType: true } => (Absence.Default, "default"),
            _ => WithoutValue(shape),
        };
    }

    /// <summary>Whether a parameter takes a null.</summary>
    public static bool TakesNull(IParameterSymbol parameter)
        => parameter.Type.IsValueType ? parameter.Type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T : parameter.NullableAnnotation is not NullableAnnotation.NotAnnotated;

    /// <summary>Whether a property or the parameter that takes it states a value other than <see langword="null"/> for an instance that is given none.</summary>
    public bool StatesValue(IPropertySymbol property, IParameterSymbol? parameter)
        => parameter is not null
            ? parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not null }
            : Initializer(property) is { } value && !IsNull(value);

    private static bool IsNull(ExpressionSyntax value)
        => value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression) || (value is PostfixUnaryExpressionSyntax suppressed && IsNull(suppressed.Operand));

    private static (Absence Absence, string Default) WithoutValue(Shape shape) => shape switch
    {
        // DynamoDB has no empty set: who writes items elsewhere can only leave the attribute out.
        SetShape set => (Absence.Default, $"{set.Conversion.Before}new global::System.Collections.Generic.HashSet<{set.Element.DeclaredType}>({set.Comparer}){set.Conversion.After}"),
        _ => (Absence.Required, ""),
    };

    private ExpressionSyntax? Initializer(IPropertySymbol property)
    {
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer.Value: { } value })
            {
                return value;
            }
        }

        return null;
    }

    // By the body of a constructor, or where none can be seen.
    private bool IsMadeUnseen()
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
