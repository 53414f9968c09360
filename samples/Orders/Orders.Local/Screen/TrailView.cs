using System.Globalization;
using System.Text;
using System.Text.Json;
using Fw24;
using Fw24.Audit;
using Spectre.Console;

namespace Orders.Local.Screen;

/// <summary>Shows an item's audit trail: who did what when, old → new.</summary>
internal static class TrailView
{
    private const int MaxEntries = 9;
    private const int MaxChanges = 6;
    private const int MaxValueLength = 44;

    public static void Write(IAnsiConsole screen, AuditTrail trail)
    {
        var entity = trail.Entries[^1].Entity is "-" ? "row of no entity" : trail.Entries[^1].Entity;
        screen.Write(new Rule($"[bold]{entity.EscapeMarkup()}[/] [aqua]{KeyText(trail.Key).EscapeMarkup()}[/] [grey]in {trail.Table.EscapeMarkup()}[/]").LeftJustified().RuleStyle("grey"));

        var table = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0))
            .AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn(new GridColumn());
        foreach (var entry in trail.Entries.Take(MaxEntries))
        {
            AddEntry(table, entry);
        }

        screen.Write(table);
        if (trail.Entries.Count > MaxEntries)
        {
            screen.MarkupLine($"[grey]… and {trail.Entries.Count - MaxEntries} more[/]");
        }

        screen.WriteLine();
    }

    private static void AddEntry(Grid table, AuditEntry entry)
    {
        var (sign, color) = entry.Operation switch
        {
            ChangeOperations.Insert => ("+ created", "green"),
            ChangeOperations.Modify => ("~ changed", "yellow"),
            _ => ("- deleted", "red"),
        };
        string[] head = [$"[grey]{entry.Time.UtcDateTime.ToString("d MMM HH:mm:ss", CultureInfo.InvariantCulture)}[/]", Actor(entry), $"[{color}]{sign}[/]"];

        // Who removed an item is not known, and all its values are in the records before.
        if (entry.Operation is ChangeOperations.Remove)
        {
            table.AddRow([.. head, "", $"[grey]with its {entry.Changes.Count} attributes[/]"]);
            return;
        }

        var changes = entry.Changes.Where(static change => change.Path is not "entityType").ToList();
        if (changes.Count is 0)
        {
            table.AddRow([.. head, "", "[grey]only what the audit leaves out[/]"]);
            return;
        }

        // A list with one over the limit is shown whole: "and 1 more" would take the same room.
        var count = changes.Count <= MaxChanges + 1 ? changes.Count : MaxChanges;
        for (var i = 0; i < count; i++)
        {
            table.AddRow([.. i is 0 ? head : ["", "", ""], changes[i].Path.EscapeMarkup(), Change(changes[i], entry.Operation)]);
        }

        if (count < changes.Count)
        {
            table.AddRow("", "", "", $"[grey]… and {changes.Count - count} more[/]", "");
        }
    }

    private static string Change(AuditedChange change, ChangeOperations operation)
    {
        var @new = ValueText.Of(change.New, MaxValueLength).EscapeMarkup();
        return operation is ChangeOperations.Insert
            ? @new
            : $"[grey]{ValueText.Of(change.Old, MaxValueLength).EscapeMarkup()} →[/] {@new}";
    }

    private static string Actor(AuditEntry entry) => entry.ActorKind switch
    {
        AuditActorKind.Writer => $"[bold]{entry.Actor.EscapeMarkup()}[/]",
        AuditActorKind.LastWriter => $"[grey]after {entry.Actor.EscapeMarkup()}[/]",
        AuditActorKind.System => "[grey]time to live[/]",
        _ => "[grey]unknown[/]",
    };

    private static string KeyText(ItemImage key)
    {
        using var document = JsonDocument.Parse(key.Json);
        return string.Join(" / ", document.RootElement.EnumerateObject().Select(static part => ValueText.Of(Encoding.UTF8.GetBytes(part.Value.GetRawText()), 60)));
    }
}
