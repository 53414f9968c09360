using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24016: a name that generated code needs is free; argument: the name.</summary>
internal sealed class NameTakenRule() : Rule(s_descriptor), IRule<EntityModel>, IRule<AppOfAssembly>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24016",
        title: "The names of generated types are not taken",
        messageFormat: "{0}: the generated type {1} would conflict with a type or namespace of that name. Rename one of them.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24016.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var name in entity.TakenNames)
        {
            violations.Add(this, null, name);
        }
    }

    public void Check(AppOfAssembly app, RuleViolationList violations)
    {
        foreach (var name in app.Assembly.AppTypes.Where(name => IsGenerated(name, app)))
        {
            violations.Add(this, null, name);
        }
    }

    private static bool IsGenerated(string name, AppOfAssembly app)
        => name == app.ClassName
            || (app.Assembly.IsExecutable && name == app.ClassName + "Function")
            || (app.Assembly.HasLambdaRecords && name == Names.LambdaRecords);
}
