using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>What becomes of a property whose attribute an item lacks, as an older version of the class would have left it (H24).</summary>
internal static class AbsenceRules
{
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
    public static (Absence Absence, string Default) OfProperty(INamedTypeSymbol type, IPropertySymbol property, Shape shape, CancellationToken cancellationToken)
    {
        if (property.SetMethod is null)
        {
            return (Absence.Default, shape.IsNullable ? "null" : "default");
        }

        if (property.IsRequired)
        {
            return shape.IsNullable ? (Absence.Default, "null") : WithoutValue(shape);
        }

        if (MaySetItself(type, property, cancellationToken))
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
    public static bool StatesValue(IPropertySymbol property, IParameterSymbol? parameter, CancellationToken cancellationToken)
        => parameter is not null
            ? parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not null }
            : property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer.Value: { } value } && !IsNull(value));

    private static bool IsNull(ExpressionSyntax value)
        => value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression) || (value is PostfixUnaryExpressionSyntax suppressed && IsNull(suppressed.Operand));

    private static (Absence Absence, string Default) WithoutValue(Shape shape) => shape switch
    {
        // DynamoDB has no empty set: who writes items elsewhere can only leave the attribute out.
        SetShape set => (Absence.Default, $"{set.Conversion.Before}new global::System.Collections.Generic.HashSet<{set.Element.DeclaredType}>(){set.Conversion.After}"),
        _ => (Absence.Required, ""),
    };

    /// <summary>Whether an instance may come with a value of its own in a property: from an initializer or a constructor's body, or where neither can be seen.</summary>
    private static bool MaySetItself(INamedTypeSymbol type, IPropertySymbol property, CancellationToken cancellationToken)
    {
        if (property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer: not null }))
        {
            return true;
        }

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
