using Microsoft.CodeAnalysis;
using Fw24.Generators.Diagnostics;

namespace Fw24.Generators.Analyzers;

/// <summary>Finds writes of redacted items, which would replace the table's values by the redactions.</summary>
/// <param name="model">The semantic model of the code.</param>
/// <param name="cancellationToken">Cancels the search.</param>
internal sealed class RedactedWrites(SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>Checks a call.</summary>
    public Diagnostic? Check(TableCall call)
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
            : Diagnostic.Create(UsageDescriptors.RedactedWrite, item.GetLocation(), call.Entity.Name, origin.Source, string.Join(", ", lost));
    }
}
