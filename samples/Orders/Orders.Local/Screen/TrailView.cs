using System.Globalization;
using Fw24;
using Fw24.Audit;
using Fw24.Model;
using Fw24.Operations.Texts;
using Spectre.Console;

namespace Orders.Local.Screen;

/// <summary>Shows an item's audit trail: who did what and when, old → new.</summary>
internal sealed class TrailView
{
    private const int MaxEntries = 8;
    private const int MaxChanges = 5;
    private const int MaxPathLength = 28;

    // The widths of time, actor and operation, each with the space after it.
    private const int HeadWidth = 15 + 2 + 10 + 2 + 9 + 2;

    private readonly IAnsiConsole _screen;
    private readonly int _valueWidth;

    public TrailView(IAnsiConsole screen)
        => (_screen, _valueWidth) = (screen, Math.Max(40, screen.Profile.Width - HeadWidth - MaxPathLength - 2));

    public void Write(AuditTrail trail)
    {
        var entity = trail.Entries[^1].Entity is "-" ? "Row of no entity" : trail.Entries[^1].Entity;
        _screen.Write(new Rule($"[bold white]{entity.EscapeMarkup()}[/] [aqua]{ItemText.OfKey(trail.Key).EscapeMarkup()}[/] [grey]in {trail.Table.EscapeMarkup()}[/]").LeftJustified().RuleStyle("grey"));

        var rows = new Grid { Expand = false };
        for (var column = 0; column < 5; column++)
        {
            rows.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var entry in trail.Entries.Take(MaxEntries))
        {
            Add(rows, entry);
        }

        _screen.Write(rows);
        if (trail.Entries.Count > MaxEntries)
        {
            _screen.MarkupLine($"[grey]… and {trail.Entries.Count - MaxEntries} more[/]");
        }

        _screen.WriteLine();
    }

    private void Add(Grid rows, AuditEntry entry)
    {
        var (operation, color) = entry.Operation switch
        {
            ChangeOperations.Insert => ("+ created", "green"),
            ChangeOperations.Modify => ("~ changed", "yellow"),
            _ => ("- deleted", "red"),
        };
        string[] head = [$"[grey]{entry.Time.UtcDateTime.ToString("d MMM HH:mm:ss", CultureInfo.InvariantCulture)}[/]", Actor(entry), $"[{color}]{operation}[/]"];

        // The attributes of a deleted item are in the entries before.
        if (entry.Operation is ChangeOperations.Remove)
        {
            var writer = entry.Actor is null ? "" : $", last written by {entry.Actor}";
            rows.AddRow([.. head, "", $"[grey]with its {entry.Changes.Count} attributes{writer.EscapeMarkup()}[/]"]);
            return;
        }

        var table = OrdersApp.Model.Tables.Single(table => table.Name == entry.Table);
        var changes = Told(table, entry);
        var redacted = entry.Redacted is { Count: > 0 } names ? string.Join(", ", names) : "";
        if (changes.Count is 0)
        {
            rows.AddRow([.. head, "", redacted is "" ? "[grey]nothing that the audit shows[/]" : Hidden(redacted)]);
            return;
        }

        // One change over the limit is shown too: "… and 1 more" would take the same room.
        var count = changes.Count <= MaxChanges + 1 ? changes.Count : MaxChanges;
        for (var i = 0; i < count; i++)
        {
            rows.AddRow([.. i is 0 ? head : ["", "", ""], ItemText.Shorten(changes[i].Path, MaxPathLength).EscapeMarkup(), Values(table, entry.Operation, changes[i])]);
        }

        if (count < changes.Count)
        {
            rows.AddRow("", "", "", $"[grey]… and {changes.Count - count} more[/]", "");
        }

        if (redacted is not "")
        {
            rows.AddRow("", "", "", "", Hidden(redacted));
        }
    }

    private string Values(TableModel table, ChangeOperations operation, AuditedChange change)
    {
        if (operation is ChangeOperations.Insert)
        {
            return Value(change.New, _valueWidth).EscapeMarkup();
        }

        var (old, @new) = (Value(change.Old, int.MaxValue), Value(change.New, int.MaxValue));
        if (old.Length + @new.Length > _valueWidth - 3)
        {
            (old, @new) = WithoutCommonStart(old, @new);

            // Each side may use the room that the other leaves free.
            var half = (_valueWidth - 3) / 2;
            old = ItemText.Shorten(old, Math.Max(half, _valueWidth - 3 - @new.Length));
            @new = ItemText.Shorten(@new, Math.Max(half, _valueWidth - 3 - old.Length));
        }

        return $"[grey]{old.EscapeMarkup()} →[/] {@new.EscapeMarkup()}";

        string Value(ReadOnlyMemory<byte> value, int width) => change.Path == table.TimeToLive ? ItemText.OfUnixTime(value) : ItemText.Of(value, width);
    }

    // If two long texts differ at the end, the end is what matters.
    private static (string Old, string New) WithoutCommonStart(string old, string @new)
    {
        const int context = 8;
        var common = old.AsSpan().CommonPrefixLength(@new);
        return common > 2 * context ? ("…" + old[(common - context)..], "…" + @new[(common - context)..]) : (old, @new);
    }

    // Omits attributes that the other columns show or only programs need.
    private static List<AuditedChange> Told(TableModel table, AuditEntry entry)
    {
        var entity = table.Entities.FirstOrDefault(entity => entity.Name == entry.Entity);
        return [.. entry.Changes
            .Where(change => change.Path != entity?.Actor && change.Path != entity?.Version && change.Path != table.Discriminator)
            .OrderBy(static change => change.Path, StringComparer.Ordinal)];
    }

    private static string Actor(AuditEntry entry) => entry.ActorKind switch
    {
        AuditActorKind.Writer => $"[bold]{entry.Actor.EscapeMarkup()}[/]",
        AuditActorKind.Unchanged => $"[grey]{entry.Actor.EscapeMarkup()}?[/]",
        AuditActorKind.System => "[grey]DynamoDB[/]",
        _ => "[grey]?[/]",
    };

    private static string Hidden(string names) => $"[grey]sensitive, not shown: {names.EscapeMarkup()}[/]";
}
