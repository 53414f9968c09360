using Fw24.Model;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Audit;

/// <summary>The tables that a question about many items is about.</summary>
internal static class AskedTables
{
    /// <summary>Returns those that a command line names, or all whose audit can answer; the others are named on the standard error.</summary>
    /// <param name="console">The outputs.</param>
    /// <param name="app">The app.</param>
    /// <param name="named">The tables that the command line names.</param>
    /// <exception cref="ToolException">The app has no such table, or no audit can answer.</exception>
    public static string[] Of(ToolConsole console, OpenApp app, string[] named)
    {
        if (named.Length > 0)
        {
            return [.. named.Select(name => app.TableNamed(name).Name)];
        }

        var audited = app.Model.Tables.Where(static table => table.Audit is not null).ToLookup(CanAnswer);
        foreach (var table in audited[false])
        {
            console.Progress($"Not asked: {table.Name}, whose audit cannot find records by time ({Reason(table)}).");
        }

        return audited[true].Any() ? [.. audited[true].Select(static table => table.Name)] : throw new ToolException(
            $"No audit of {app.Model.Name} can find records by time: set Queries of [Audit], or keep the audit in CloudWatch Logs.");
    }

    private static bool CanAnswer(TableModel table) => table.Audit!.LoggerType switch
    {
        AuditLoggerType.Console => false,
        AuditLoggerType.DynamoDb => table.Audit.Queries is not AuditQueries.None,
        _ => true,
    };

    private static string Reason(TableModel table)
        => table.Audit!.LoggerType is AuditLoggerType.Console ? "it is in the console" : "it has no Queries";
}
