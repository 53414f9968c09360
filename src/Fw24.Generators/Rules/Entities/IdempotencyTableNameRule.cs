using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model.Infrastructure;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24069: a table does not have the name of the app's table of handled changes; arguments: the setting, the name.</summary>
internal sealed class IdempotencyTableNameRule() : Rule(s_descriptor), IRule<TableOfApp>
{
    private const string Name = "name";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24069",
        title: "A table does not have the name of the table of handled changes",
        messageFormat: "{0}: the table {2} is where the app's [Idempotent] handlers record the changes that they have handled. Choose a different {1}.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24069.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table.App is not { } app)
        {
            return;
        }

        var reserved = InfrastructureModel.IdempotencyTableOf(app.Name);
        if (table.Table.Name == reserved)
        {
            violations.Add(this, null, Name, reserved);
        }
        else if (table.Table.Audit?.AuditTableName == reserved)
        {
            violations.At(table.AuditOwner).Add(this, null, nameof(AuditAttribute.AuditTableName), reserved);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => violation.Arguments[0] == nameof(AuditAttribute.AuditTableName)
            ? AttributeReader.Find<AuditAttribute>(type)
            : AttributeReader.Find<DynamoTableAttribute>(type);

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => violation.Arguments[0] == Name
            ? arguments.FirstOrDefault(static argument => argument.NameEquals is null)
            : Named(arguments, violation.Arguments[0]);
}
