using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24003: an entity is a class that other code can name and instantiate; argument: what it is instead.</summary>
internal sealed class EntityDeclarationRule() : Rule(s_descriptor, FixEdits.Modifier, FixScope.Everywhere), IRule<DeclaredEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24003",
        title: "An entity is a class that other code can name and instantiate",
        messageFormat: "{0} is {1}. Make it a class or record that is neither abstract, static, generic, private nor file-local.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24003.md");

    private static readonly (DeclarationFacts Fact, string Word)[] s_obstacles =
    [
        (DeclarationFacts.Abstract, "abstract"),
        (DeclarationFacts.Static, "static"),
        (DeclarationFacts.Struct, "a struct"),
        (DeclarationFacts.Generic, "generic"),
        (DeclarationFacts.FileLocal, "file-local"),
        (DeclarationFacts.Inaccessible, "private"),
    ];

    public void Check(DeclaredEntity declared, RuleViolationList violations)
        => violations.CheckDeclaration(this, declared.Entity.Facts, s_obstacles);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.RemoveObstacle(violation.Arguments[0]);
}
