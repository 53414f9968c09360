using System.Text.Json.Nodes;
using Fw24.Audit;
using Fw24.Model;
using Fw24.Operations.Texts;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Audit;

/// <summary>Shows audit records: a line for each value that changed.</summary>
internal sealed class RecordView
{
    private const int MaxPath = 40;
    private const int MaxKey = 40;

    private readonly AppModel _app;
    private readonly Grid _rows = new() { Expand = false };
    private readonly bool _hasItems;
    private int _width;

    /// <summary>Creates a view.</summary>
    /// <param name="app">The app.</param>
    /// <param name="hasItems">Indicates whether each record shows its item, because they are of several.</param>
    public RecordView(AppModel app, bool hasItems)
    {
        (_app, _hasItems) = (app, hasItems);
        for (var column = 0; column < (hasItems ? 6 : 5); column++)
        {
            _rows.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }
    }

    /// <summary>Converts records for programs: each as it is stored.</summary>
    public static IEnumerable<JsonNode?> Json(IEnumerable<AuditEntry> records)
        => records.Select(static record => ToolConsole.Raw(record.ToJson()));

    /// <summary>Converts values that differ for programs.</summary>
    public static IEnumerable<object> Json(IEnumerable<AuditedChange> changes)
        => changes.Select(static change => new { change.Path, Old = ToolConsole.Raw(change.Old), New = ToolConsole.Raw(change.New) });

    /// <summary>Shows records.</summary>
    public void Show(IAnsiConsole screen, IEnumerable<AuditEntry> records)
    {
        _width = Math.Max(40, screen.Profile.Width - 75 - (_hasItems ? MaxKey : 0));
        foreach (var record in records)
        {
            Add(record);
        }

        screen.Write(_rows);
    }

    /// <summary>Shows values that differ, such as those of a restore.</summary>
    public static void ShowChanges(IAnsiConsole screen, IReadOnlyList<AuditedChange> changes)
    {
        var rows = new Grid { Expand = false };
        rows.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) });
        rows.AddColumn(new GridColumn());
        foreach (var change in changes)
        {
            rows.AddRow(
                ItemText.Shorten(change.Path, MaxPath).EscapeMarkup(), Values(change, Math.Max(40, screen.Profile.Width - MaxPath)));
        }

        screen.Write(rows);
    }

    private void Add(AuditEntry record)
    {
        var (operation, color) = record switch
        {
            { IsSnapshot: true } => ("= snapshot", "blue"),
            { Operation: ChangeOperations.Insert } => ("+ created", "green"),
            { Operation: ChangeOperations.Modify } => ("~ changed", "yellow"),
            _ => ("- deleted", "red"),
        };
        List<string> head =
        [
            $"[grey]{ItemText.OfTime(record.Time)}[/]",
            Actor(record),
            .. _hasItems ? [ItemOf(record)] : Array.Empty<string>(),
            $"[{color}]{operation}[/]",
        ];
        foreach (var (name, text) in Lines(record))
        {
            _rows.AddRow([.. head, name, text]);
            head = [.. head.Select(static _ => "")];
        }
    }

    private IEnumerable<(string Name, string Text)> Lines(AuditEntry record)
    {
        if (record.ErasedAt is { } erased)
        {
            yield return ("", $"[grey]erased {ItemText.OfTime(erased)}[/]");
            yield break;
        }

        if (record.Reason is { } reason)
        {
            yield return ("", $"[italic]{ItemText.Shorten(reason, _width).EscapeMarkup()}[/]");
        }

        if (record.Restored is not null)
        {
            yield return ("", "[grey]a restore[/]");
        }

        var changes = Told(record);
        foreach (var change in changes)
        {
            yield return (ItemText.Shorten(change.Path, MaxPath).EscapeMarkup(), Values(change, _width));
        }

        if (record.Redacted is { Count: > 0 } redacted)
        {
            yield return ("", $"[grey]sensitive, not shown: {string.Join(", ", redacted).EscapeMarkup()}[/]");
        }
        else if (changes.Count == 0 && record.Reason is null)
        {
            yield return ("", "[grey]nothing that the audit shows[/]");
        }
    }

    // Without the attributes that the other columns show, or that only programs need.
    private List<AuditedChange> Told(AuditEntry record)
    {
        var table = _app.Tables.FirstOrDefault(table => table.Name == record.Table);
        var entity = table?.Entities.FirstOrDefault(entity => entity.Name == record.Entity);
        return [.. record.Changes
            .Where(change => change.Path != entity?.Actor && change.Path != entity?.Version && change.Path != table?.Discriminator)
            .OrderBy(static change => change.Path, StringComparer.Ordinal)];
    }

    private static string Values(AuditedChange change, int width)
    {
        if (change.Old.IsEmpty || change.New.IsEmpty)
        {
            var (value, arrow) = change.Old.IsEmpty ? (change.New, "") : (change.Old, "[grey]→ —[/]");
            return $"{ItemText.Of(value, width - 4).EscapeMarkup()} {arrow}".TrimEnd();
        }

        var half = (width - 3) / 2;
        return $"[grey]{ItemText.Of(change.Old, half).EscapeMarkup()} →[/] {ItemText.Of(change.New, half).EscapeMarkup()}";
    }

    private static string ItemOf(AuditEntry record)
        => $"{record.Entity.EscapeMarkup()} {ItemText.OfKey(record.Key, MaxKey / 2).EscapeMarkup()}";

    private static string Actor(AuditEntry record) => record.ActorKind switch
    {
        AuditActorKind.Writer or AuditActorKind.Deleter => $"[bold]{record.Actor.EscapeMarkup()}[/]",
        AuditActorKind.Unchanged or AuditActorKind.LastWriter => $"[grey]{record.Actor.EscapeMarkup()}?[/]",
        AuditActorKind.System => "[grey]DynamoDB[/]",
        _ => "[grey]?[/]",
    };
}
