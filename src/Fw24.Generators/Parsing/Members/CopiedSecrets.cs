using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Parsing.Members;

/// <summary>
/// Finds stored properties that share a value with a sensitive one: <c>Mail</c> if the sensitive <c>Email</c> returns or sets it, and
/// <c>Mail => Email?.ToLower()</c>. Only an expression that leaves the value nearly unchanged is a copy.
/// </summary>
internal static class CopiedSecrets
{
    private static readonly HashSet<string> s_forms = new(StringComparer.Ordinal)
    {
        "Normalize", "ToLower", "ToLowerInvariant", "ToString", "ToUpper", "ToUpperInvariant", "Trim", "TrimEnd", "TrimStart",
    };

    /// <summary>Gets the stored properties that hold a secret in clear.</summary>
    public static IEnumerable<ScatteredSecret> Of(INamedTypeSymbol type, IReadOnlyCollection<StoredMember> stored)
    {
        var secrets = stored.Where(static member => member.Secrecy.Redaction is not null).ToList();
        if (secrets.Count is 0)
        {
            yield break;
        }

        // A source that is itself a third stored property is checked on its own.
        var names = new HashSet<string>(stored.Select(static member => member.Property.Name), StringComparer.Ordinal);
        foreach (var open in stored)
        {
            // A key of the table cannot be secret; another rule reports that.
            if (open.Secrecy.Redaction is not null || (open.Roles & PropertyRoles.TableKey) != 0)
            {
                continue;
            }

            var sources = Sources(type, open.Property);
            foreach (var secret in secrets)
            {
                if (IsOfType(open.Property, secret.Property) && Sources(type, secret.Property).Any(name => sources.Contains(name) && (name == open.Property.Name || name == secret.Property.Name || !names.Contains(name))))
                {
                    yield return new ScatteredSecret(open.Property.Name, secret.Property.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)) { IsCopy = true };
                    break;
                }
            }
        }
    }

    private static bool IsOfType(IPropertySymbol left, IPropertySymbol right) => SymbolEqualityComparer.Default.Equals(left.Type, right.Type);

    // The properties and fields whose value a property returns or sets, including itself.
    private static HashSet<string> Sources(INamedTypeSymbol type, IPropertySymbol property)
    {
        var sources = new HashSet<string>(StringComparer.Ordinal) { property.Name };
        var pending = new Stack<ISymbol>([property]);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            var declarations = current.DeclaringSyntaxReferences.Concat((current as IPropertySymbol)?.PartialImplementationPart?.DeclaringSyntaxReferences ?? []);
            foreach (var name in declarations.SelectMany(static reference => Passed(reference.GetSyntax())))
            {
                if (Member(type, name) is { } member && sources.Add(name))
                {
                    pending.Push(member);
                }
            }
        }

        return sources;
    }

    private static ISymbol? Member(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).FirstOrDefault(static member => member is IPropertySymbol { IsStatic: false } or IFieldSymbol { IsStatic: false }) is { } member)
            {
                return member;
            }
        }

        return null;
    }

    private static IEnumerable<string> Passed(SyntaxNode declaration)
    {
        if (declaration is not PropertyDeclarationSyntax property)
        {
            return [];
        }

        var names = property.ExpressionBody is { } body ? Roots(body.Expression) : [];
        foreach (var accessor in property.AccessorList?.Accessors ?? default)
        {
            names = names.Concat(accessor.IsKind(SyntaxKind.GetAccessorDeclaration) ? Returned(accessor) : Assigned(accessor));
        }

        return names;
    }

    private static IEnumerable<string> Returned(AccessorDeclarationSyntax getter)
        => getter.ExpressionBody is { } body ? Roots(body.Expression)
            : getter.Body is { } block ? block.DescendantNodes().OfType<ReturnStatementSyntax>().SelectMany(static statement => Roots(statement.Expression))
            : [];

    private static IEnumerable<string> Assigned(AccessorDeclarationSyntax setter)
        => setter.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(static assignment => Roots(assignment.Right).Contains("value")).SelectMany(static assignment => Roots(assignment.Left));

    // For (this.Mail ?? Other)!.Trim(): Mail and Other.
    private static IEnumerable<string> Roots(ExpressionSyntax? expression) => expression switch
    {
        IdentifierNameSyntax name => [name.Identifier.ValueText],
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax, Name: IdentifierNameSyntax name } => [name.Identifier.ValueText],
        ParenthesizedExpressionSyntax inner => Roots(inner.Expression),
        CastExpressionSyntax cast => Roots(cast.Expression),
        RefExpressionSyntax reference => Roots(reference.Expression),
        AssignmentExpressionSyntax assignment => Roots(assignment.Left).Concat(Roots(assignment.Right)),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => Roots(suppressed.Operand),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => Roots(either.Left).Concat(Roots(either.Right)),
        ConditionalExpressionSyntax either => Roots(either.WhenTrue).Concat(Roots(either.WhenFalse)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } when s_forms.Contains(call.Name.Identifier.ValueText) => Roots(call.Expression),
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax call } } access when s_forms.Contains(call.Name.Identifier.ValueText) => Roots(access.Expression),
        _ => [],
    };
}
