using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Rules.Usage;

/// <summary>Traces a value back to its change or audit trail, through copies, casts, conditions, patterns and local variables.</summary>
/// <remarks>Does not trace through parameters and fields: a passed value is the responsibility of the method that receives it.</remarks>
/// <param name="model">The semantic model of the code.</param>
/// <param name="sensitive">The redacted properties.</param>
/// <param name="cancellationToken">Cancels the search.</param>
internal sealed class ImageFlow(SemanticModel model, IReadOnlyDictionary<string, Redaction> sensitive, CancellationToken cancellationToken)
{
    private const string Change = "a change";
    private const string Trail = "an audit trail";

    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <summary>Finds the origin of a value.</summary>
    /// <returns>The source, and the properties replaced on the way; <see langword="null"/> for any other origin.</returns>
    public ImageOrigin? Origin(ExpressionSyntax? value) => value switch
    {
        ParenthesizedExpressionSyntax parenthesized => Origin(parenthesized.Expression),
        CastExpressionSyntax cast => Origin(cast.Expression),
        PostfixUnaryExpressionSyntax suppressed => Origin(suppressed.Operand),
        AwaitExpressionSyntax awaited => Origin(awaited.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } cast => Origin(cast.Left),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => Origin(either.Left) ?? Origin(either.Right),
        ConditionalExpressionSyntax either => Origin(either.WhenTrue) ?? Origin(either.WhenFalse),
        SwitchExpressionSyntax choice => choice.Arms.Select(arm => Origin(arm.Expression)).FirstOrDefault(static origin => origin is not null),
        AssignmentExpressionSyntax assignment => Origin(assignment.Right),
        WithExpressionSyntax copy => Origin(copy.Expression) is { } origin ? origin with { Replaced = origin.Replaced.Union(Assigned(copy.Initializer)) } : null,
        BaseObjectCreationExpressionSyntax creation => OfCreation(creation),
        MemberAccessExpressionSyntax member => OfImage(member) ?? OfFolded(member),
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax image } => OfImage(image),
        InvocationExpressionSyntax call => OfCall(call),
        IdentifierNameSyntax name when model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol local && _visited.Add(local) => OfLocal(local, name),
        _ => null,
    };

    private ImageOrigin? OfImage(ExpressionSyntax image)
        => ChangeImages.EntityOf(image, model, cancellationToken) is null ? null : new ImageOrigin(Change, []);

    // trail.Fold().Item
    private ImageOrigin? OfFolded(MemberAccessExpressionSyntax member)
        => member.Name.Identifier.ValueText is "Item" or "Known"
            && model.GetTypeInfo(member.Expression, cancellationToken).Type is { Name: "AuditedItem", ContainingNamespace: { Name: "Audit", ContainingNamespace: { Name: nameof(Fw24), ContainingNamespace.IsGlobalNamespace: true } } }
            ? new ImageOrigin(Trail, [])
            : null;

    // new User { Id = change.New.Id, Ssn = change.New.Ssn }
    private ImageOrigin? OfCreation(BaseObjectCreationExpressionSyntax creation)
    {
        var copied = (creation.Initializer?.Expressions ?? default)
            .OfType<AssignmentExpressionSyntax>()
            .Where(assignment => IsRedacted(assignment.Right))
            .Select(static assignment => assignment.Left.ToString())
            .Where(sensitive.ContainsKey)
            .ToList();
        return copied.Count is 0 ? null : new ImageOrigin(Change, [.. sensitive.Keys.Except(copied)]);
    }

    // A copy by a method of the item's class, or the item read from a trail's fold.
    private ImageOrigin? OfCall(InvocationExpressionSyntax call)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        return method is { IsStatic: false, ReducedFrom: null } && call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && SymbolEqualityComparer.Default.Equals(method.ReturnType, model.GetTypeInfo(receiver, cancellationToken).Type)
            ? Origin(receiver)
            : method.Name is "FromItem" or "Read" or "ToItem" or "ToImage" ? call.ArgumentList.Arguments.Select(argument => Origin(argument.Expression)).FirstOrDefault(static origin => origin is not null)
            : null;
    }

    private ImageOrigin? OfLocal(ILocalSymbol local, IdentifierNameSyntax use)
    {
        var body = ChangeImages.Body(use);
        var origin = local.DeclaringSyntaxReferences.Select(reference => OfDeclaration(reference.GetSyntax(cancellationToken))).FirstOrDefault(static origin => origin is not null);
        var replaced = ImmutableHashSet<string>.Empty;
        foreach (var assignment in body.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is IdentifierNameSyntax name && Is(name, local))
            {
                origin ??= Origin(assignment.Right);
            }
            else if (assignment.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax holder } member && Is(holder, local) && !IsRedacted(assignment.Right))
            {
                replaced = replaced.Add(member.Name.Identifier.ValueText);
            }
        }

        return origin is { } found ? found with { Replaced = found.Replaced.Union(replaced) } : null;
    }

    private ImageOrigin? OfDeclaration(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax variable => Origin(variable.Initializer?.Value),
        SingleVariableDesignationSyntax designation => OfDesignation(designation),
        _ => null,
    };

    // { New: var user } and change.New is { } user and var (_, _, user) = change
    private ImageOrigin? OfDesignation(SyntaxNode designation)
    {
        for (var current = designation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case SubpatternSyntax { ExpressionColon.Expression: var name }:
                    return name.ToString() is var path && (path is ChangeImages.New or ChangeImages.Old || path.EndsWith("." + ChangeImages.New, StringComparison.Ordinal) || path.EndsWith("." + ChangeImages.Old, StringComparison.Ordinal)) ? new ImageOrigin(Change, []) : null;
                case IsPatternExpressionSyntax test:
                    return Origin(test.Expression);
                case AssignmentExpressionSyntax { Right: var whole } when ChangeImages.IsChange(model.GetTypeInfo(whole, cancellationToken).Type):
                    return new ImageOrigin(Change, []);
                case StatementSyntax or SwitchExpressionArmSyntax:
                    return null;
            }
        }

        return null;
    }

    private IEnumerable<string> Assigned(InitializerExpressionSyntax initializer)
        => initializer.Expressions.OfType<AssignmentExpressionSyntax>().Where(assignment => !IsRedacted(assignment.Right)).Select(static assignment => assignment.Left.ToString());

    // change.New.Email
    private bool IsRedacted(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsRedacted(parenthesized.Expression),
        PostfixUnaryExpressionSyntax suppressed => IsRedacted(suppressed.Operand),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => IsRedacted(either.Left),
        MemberAccessExpressionSyntax member => sensitive.ContainsKey(member.Name.Identifier.ValueText) && new ImageFlow(model, sensitive, cancellationToken).Origin(member.Expression) is not null,
        _ => false,
    };

    private bool Is(IdentifierNameSyntax name, ILocalSymbol local)
        => name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local);
}
