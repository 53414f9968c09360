using Fw24.Configuration;
using Fw24.Local.Resources;
using Fw24.Model;

namespace Fw24.Local.Functions;

/// <summary>The tables that a function may use. Access to others is denied, as the function's role would deny it.</summary>
internal sealed class TableRights(FunctionResource function, AppModel app)
{
    // The app's tables by their deployed names.
    private readonly Lazy<Dictionary<string, TableModel>> _models = new(() => Models(function, app));

    /// <summary>Denies an action that the function's role does not allow.</summary>
    /// <param name="action">The action: <c>PutItem</c>.</param>
    /// <param name="table">The table.</param>
    /// <param name="index">The index, for a query of one.</param>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException"><c>AccessDeniedException</c>; the message names the function, action, table and
    /// remedy.</exception>
    public void Demand(string action, string table, string? index = null)
    {
        if (function.Tables is null)
        {
            return;
        }

        if (action is "Scan")
        {
            throw AwsErrors.Denied(function.Name, action, table, "No role of a generated stack allows dynamodb:Scan: query, or read the table outside the app's functions.");
        }

        if (!function.Tables.Contains(table, StringComparer.Ordinal))
        {
            var (asked, declared) = (TypeOf(table, "ITable<{0}>"), TypeOf(table, "[UsesTable(typeof({0}))]"));
            throw AwsErrors.Denied(function.Name, action, table, $"Request {asked} in the constructor of the handler or of a service it depends on, or put {declared} on the handler.");
        }

        if (index is not null && function.Indexes?.Contains($"{table}/index/{index}", StringComparer.Ordinal) is false)
        {
            var isAudited = Model(table)?.Indexes.Any(model => model.Name == index && model.HoldsAuditRecords) is true;
            throw AwsErrors.Denied(function.Name, table, index, isAudited);
        }
    }

    /// <summary>Denies an action on an audit record that is kept among the table's items: it is for the logger that stores it.</summary>
    /// <param name="action">The action: <c>PutItem</c>.</param>
    /// <param name="table">The table.</param>
    /// <param name="item">The item, or its key.</param>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException"><c>AccessDeniedException</c>, as of <see cref="Demand"/>.</exception>
    public void DemandItem(string action, string table, in ItemImage item)
    {
        Demand(action, table);
        if (function.Tables is not null && Model(table)?.IsAuditRow(item) is true)
        {
            throw AwsErrors.Denied(
                function.Name, action, table, "Keys that begin with AUDIT# are those of audit records, which are for the loggers that store them.");
        }
    }

    private string TypeOf(string table, string form)
        => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Model(table)?.Entities[0].Type.Name ?? "the entity");

    private TableModel? Model(string table) => _models.Value.GetValueOrDefault(table);

    private static Dictionary<string, TableModel> Models(FunctionResource function, AppModel app)
    {
        var environment = new FunctionEnvironment(function.Environment.GetValueOrDefault);
        var names = TableNames.Of(environment, [.. app.Tables.Select(static model => model.Name)]);
        return app.Tables.ToDictionary(model => names.Of(model.Name), StringComparer.Ordinal);
    }
}
