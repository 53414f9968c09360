extern alias generator;

using generator::Fw24.Generators.Model;
using generator::Fw24.Generators.Parsing;
using generator::Fw24.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Asks the rules about a project, as analyzers do: by its symbols, and with the members' names in hand.</summary>
internal static class Inspection
{
    public static IReadOnlyList<Finding> Findings(GeneratorTest test)
    {
        var findings = new List<Finding>();
        var entities = new List<EntitySummary>();
        var handlers = new List<HandlerDeclaration>();
        foreach (var type in Types(test.Input.Assembly.GlobalNamespace))
        {
            if (EntityParser.Parse(type, test.Input, TestContext.Current.CancellationToken) is { } entity)
            {
                var found = EntityRules.Check(entity).ToList();
                findings.AddRange(found);
                if (found.All(static finding => finding.IsAdvice))
                {
                    entities.Add(EntitySummary.Of(entity));
                }
            }

            if (type.TypeKind is TypeKind.Class && HandlerParser.Parse(type, test.Input, TestContext.Current.CancellationToken) is { } handler)
            {
                handlers.Add(handler);
            }
        }

        var settings = AttributeReader.Read<generator::Fw24.Fw24AppAttribute>(test.Input.Assembly);
        var references = MarkerParser.Parse(test.Input, TestContext.Current.CancellationToken);
        AppComposer.Compose(AssemblyParser.Parse(test.Input, new TestOptions("Shop")), settings, entities, handlers, references, findings.Add);
        return findings;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
        => container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(static member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
