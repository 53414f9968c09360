using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Rules.Usage;

/// <summary>FW24317: a handler does not make a write that invokes it again unconditionally; arguments: the handler, the call.</summary>
/// <remarks>A conditional write may end the loop; the compiler cannot tell.</remarks>
internal sealed class OwnTableWriteRule() : Rule(s_descriptor)
{
    private const string Inserted = "OnInsertedAsync";
    private const string Modified = "OnModifiedAsync";
    private const string Removed = "OnRemovedAsync";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24317",
        title: "A handler does not invoke itself",
        messageFormat: "{0}: {1} writes the table whose changes invoke the handler, and the write invokes it again, endlessly. Write only under a condition that the written item no longer meets, watch other properties with [OnChange], or write another table.",
        category: RuleCategory.Usage,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24317.md");

    /// <summary>Checks a call.</summary>
    public static Diagnostic? Check(TableCall call, SemanticModel model, CancellationToken cancellationToken)
        => new Search(model, cancellationToken).Check(call);

    // Follows the operations that the handler's methods cause.
    private sealed class Search(SemanticModel model, CancellationToken cancellationToken)
    {
        public Diagnostic? Check(TableCall call)
        {
            if (Method(call.Syntax) is not { } method
                || method.Parent is not ClassDeclarationSyntax type
                || model.GetDeclaredSymbol(type, cancellationToken) is not { } handler
                || !SymbolEqualityComparer.Default.Equals(ChangeImages.HandledBy(handler), call.Entity))
            {
                return null;
            }

            var watched = AttributeReader.Read<OnChangeAttribute>(handler)?.Properties ?? [];
            var calls = Calls(type, call.Entity, watched);
            var from = method.Identifier.ValueText;
            return Causes(call, from, watched).Any(caused => Reaches(caused, from, calls))
                ? Diagnostic.Create(s_descriptor, Name(call.Syntax).GetLocation(), handler.Name, call.Method)
                : null;
        }

        // The operations that each of the handler's methods causes.
        private Dictionary<string, HashSet<string>> Calls(ClassDeclarationSyntax type, INamedTypeSymbol entity, string[] watched)
        {
            var calls = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            foreach (var method in type.Members.OfType<MethodDeclarationSyntax>().Where(static method => IsOperation(method.Identifier.ValueText)))
            {
                calls[method.Identifier.ValueText] = [.. method.DescendantNodes()
                    .OfType<InvocationExpressionSyntax>()
                    .Select(syntax => TableCall.Of(syntax, model, cancellationToken))
                    .OfType<TableCall>()
                    .Where(other => SymbolEqualityComparer.Default.Equals(other.Entity, entity))
                    .SelectMany(other => Causes(other, method.Identifier.ValueText, watched))];
            }

            return calls;
        }

        private static bool Reaches(string from, string to, Dictionary<string, HashSet<string>> calls)
        {
            var met = new HashSet<string>(StringComparer.Ordinal);
            var pending = new Stack<string>([from]);
            while (pending.Count > 0)
            {
                // An operation without a method invokes no handler.
                var current = pending.Pop();
                if (!calls.TryGetValue(current, out var next) || !met.Add(current))
                {
                    continue;
                }

                if (current == to)
                {
                    return true;
                }

                foreach (var caused in next)
                {
                    pending.Push(caused);
                }
            }

            return false;
        }

        // The methods that are invoked because of a call's write.
        private static IEnumerable<string> Causes(TableCall call, string from, string[] watched)
        {
            if (IsUnderCondition(call.Syntax))
            {
                return [];
            }

            var isNew = call.Item is BaseObjectCreationExpressionSyntax;
            return call.Method switch
            {
                TableCall.Create => [Inserted],
                TableCall.Delete => [Removed],
                TableCall.Put when from is Removed => [Inserted],
                TableCall.Put when isNew && IsWatched(call, watched) => [Inserted, Modified],
                TableCall.Put when isNew => [Inserted],
                _ when IsWatched(call, watched) => [Modified],
                _ => [],
            };
        }

        // With [OnChange] a handler ignores its own writes, except to the properties it watches.
        private static bool IsWatched(TableCall call, string[] watched)
            => watched.Length is 0 || (call.Item is WithExpressionSyntax copy && copy.Initializer.Expressions.OfType<AssignmentExpressionSyntax>().Any(assignment => watched.Contains(assignment.Left.ToString())));

        private static bool IsUnderCondition(SyntaxNode call)
        {
            for (var current = call; current.Parent is { } parent && current is not MethodDeclarationSyntax; current = parent)
            {
                switch (parent)
                {
                    case IfStatementSyntax or ConditionalExpressionSyntax or SwitchSectionSyntax or SwitchExpressionArmSyntax or WhileStatementSyntax or ForEachStatementSyntax or ForStatementSyntax or CatchClauseSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                    case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression }:
                    case BlockSyntax block when block.Statements.TakeWhile(statement => statement != current).Any(LeavesPerhaps):
                        return true;
                }
            }

            return false;
        }

        // if (change.New.Seen) { return; }
        private static bool LeavesPerhaps(StatementSyntax statement)
            => statement is IfStatementSyntax or SwitchStatementSyntax && statement.DescendantNodes().Any(static node => node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax);

        private static MethodDeclarationSyntax? Method(SyntaxNode node)
            => node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && IsOperation(method.Identifier.ValueText) && method.Modifiers.Any(SyntaxKind.OverrideKeyword) ? method : null;

        private static bool IsOperation(string method) => method is Inserted or Modified or Removed;

        private static SimpleNameSyntax Name(InvocationExpressionSyntax call) => call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => throw new InvalidOperationException("A call of a table has a name."),
        };
    }
}
