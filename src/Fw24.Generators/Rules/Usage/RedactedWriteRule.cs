using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Rules.Usage;

/// <summary>
/// FW24315: a redacted item from a change or an audit trail is not written to its table, where it would replace the values by the redactions; arguments: the
/// entity, the source, the properties.
/// </summary>
internal sealed class RedactedWriteRule() : Rule(s_descriptor)
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24315",
        title: "A redacted item is not written back",
        messageFormat: "This {0} comes from {1}, where {2} was redacted, and writing it replaces the stored value. Get the item from its table and change that, or set {2} here.",
        category: RuleCategory.Usage,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24315.md");

    /// <summary>Checks a call.</summary>
    public static Diagnostic? Check(TableCall call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (call.Item is not { } item)
        {
            return null;
        }

        var sensitive = ChangeImages.Sensitive(call.Entity);
        if (sensitive.Count is 0 || new ImageFlow(model, sensitive, cancellationToken).Origin(item) is not { } origin)
        {
            return null;
        }

        var lost = sensitive.Keys.Except(origin.Replaced).OrderBy(static name => name, StringComparer.Ordinal).ToList();
        return lost.Count is 0
            ? null
            : Diagnostic.Create(s_descriptor, item.GetLocation(), call.Entity.Name, origin.Source, string.Join(", ", lost));
    }
}
