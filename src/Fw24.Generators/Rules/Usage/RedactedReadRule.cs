using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Rules.Usage;

/// <summary>FW24316: a removed or masked property is not read from a change; arguments: the property, its value there.</summary>
/// <remarks>
/// A keyed hash may be read, as it distinguishes values. Only changes passed to a handler or method are checked: a test that creates a change knows its
/// contents.
/// </remarks>
internal sealed class RedactedReadRule() : Rule(s_descriptor)
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24316",
        title: "A redacted property is not read from a change",
        messageFormat: "{0} is sensitive: in a change it is {1}, whatever is stored. Get the item from its table.",
        category: RuleCategory.Usage,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24316.md");

    /// <summary>Checks the use of <c>New</c>, <c>Old</c> or <c>Changes</c>.</summary>
    /// <param name="member">The access, or its name in a pattern.</param>
    /// <param name="model">The semantic model of the code.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static IEnumerable<Diagnostic> Check(ExpressionSyntax member, SemanticModel model, CancellationToken cancellationToken)
        => new Search(model, cancellationToken).Check(member);

    // Follows the value of an image through the code of its method.
    private sealed class Search(SemanticModel model, CancellationToken cancellationToken)
    {
        private readonly List<Diagnostic> _found = [];
        private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);
        private INamedTypeSymbol _entity = null!;
        private Dictionary<string, Redaction> _hidden = [];

        public List<Diagnostic> Check(ExpressionSyntax member)
        {
            if (model.GetSymbolInfo(member, cancellationToken).Symbol is not IPropertySymbol property || !ChangeImages.IsChange(property.ContainingType) || !IsGiven(member))
            {
                return [];
            }

            var image = property.Name is ChangeImages.Changes ? property.ContainingType.GetMembers(ChangeImages.New).OfType<IPropertySymbol>().FirstOrDefault() : property;
            if (image?.Type is not INamedTypeSymbol entity)
            {
                return [];
            }

            _entity = entity;
            _hidden = ChangeImages.Sensitive(entity).Where(static pair => pair.Value is not Redaction.Hmac).ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);
            if (_hidden.Count > 0)
            {
                Follow(member, isDifference: property.Name is ChangeImages.Changes);
            }

            return _found;
        }

        private bool IsGiven(ExpressionSyntax member)
            => (member is MemberAccessExpressionSyntax access && model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is IParameterSymbol)
                || (member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && ChangeImages.HandledBy(model.GetDeclaredSymbol(type, cancellationToken) as INamedTypeSymbol) is not null);

        private void Follow(ExpressionSyntax value, bool isDifference)
        {
            switch (value.Parent)
            {
                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax:
                    Follow((ExpressionSyntax)value.Parent, isDifference);
                    break;
                case MemberAccessExpressionSyntax access when access.Expression == value && !IsWritten(access) && !IsNamed(access):
                    Report(access.Name, isDifference);
                    break;
                case ConditionalAccessExpressionSyntax conditional when conditional.Expression == value && conditional.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault() is { } binding:
                    Report(binding.Name, isDifference);
                    break;
                case IsPatternExpressionSyntax { Pattern: RecursivePatternSyntax pattern } test when test.Expression == value:
                    FollowPattern(pattern, isDifference);
                    break;
                case BaseExpressionColonSyntax { Parent: SubpatternSyntax { Pattern: RecursivePatternSyntax pattern } }:
                    FollowPattern(pattern, isDifference);
                    break;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    FollowLocal(model.GetDeclaredSymbol(variable, cancellationToken), variable, isDifference);
                    break;
            }
        }

        private void FollowPattern(RecursivePatternSyntax pattern, bool isDifference)
        {
            foreach (var name in (pattern.PropertyPatternClause?.Subpatterns ?? default).Select(static part => part.NameColon?.Name).OfType<SimpleNameSyntax>())
            {
                Report(name, isDifference);
            }

            if (pattern.Designation is SingleVariableDesignationSyntax designation)
            {
                FollowLocal(model.GetDeclaredSymbol(designation, cancellationToken), designation, isDifference);
            }
        }

        private void FollowLocal(ISymbol? local, SyntaxNode declaration, bool isDifference)
        {
            if (local is null || !_visited.Add(local))
            {
                return;
            }

            foreach (var use in ChangeImages.Body(declaration).DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (use.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, cancellationToken).Symbol, local))
                {
                    Follow(use, isDifference);
                }
            }
        }

        private static bool IsWritten(MemberAccessExpressionSyntax access)
            => access.Parent is AssignmentExpressionSyntax assignment && assignment.Left == access;

        private static bool IsNamed(MemberAccessExpressionSyntax access)
            => access.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };

        private void Report(SimpleNameSyntax name, bool isDifference)
        {
            var property = name.Identifier.ValueText;
            if (!_hidden.TryGetValue(property, out var redaction))
            {
                return;
            }

            var seen = isDifference ? "never seen to change" : redaction is Redaction.Mask ? "'***'" : "not there";
            _found.Add(Diagnostic.Create(s_descriptor, name.GetLocation(), $"{_entity.Name}.{property}", seen));
        }
    }
}
