using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24603: a deployed index keeps its keys and its projection; argument: the index.</summary>
internal sealed class IndexChangedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24603",
        title: "A deployed index keeps its keys and its projection",
        messageFormat: "{0}: the index '{1}' has other keys or another projection than the deployed one. DynamoDB cannot change an "
            + "index, so the deployment fails. Add an index of another name, and remove this one in a later deployment. If it "
            + "is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24603.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        foreach (var index in table.Now.Indexes)
        {
            if (table.Then.Indexes.FirstOrDefault(then => then.Name == index.Name) is { } then && then != index)
            {
                violations.At(table.IndexOwner(index.Name)).Add(this, null, index.Name);
            }
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type)
            .FirstOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));
}
