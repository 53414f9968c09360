
namespace Fw24.Functions.Handlers.Idempotency;

/// <summary>
/// A row of the table of handled changes: one for each handler and change. <c>docs/reference/formats.md</c> describes it.
/// </summary>
/// <param name="Id">The handler's name and the change's event id: <c>ShipmentMailer#c81e728d…</c>.</param>
/// <param name="State">
/// <see cref="Handled"/>, <see cref="Failed"/>, or an invocation and message: <c>claimed by {requestId}/{messageId}</c>.
/// </param>
/// <param name="Until">The end of a claim, to the millisecond; <see langword="null"/> in the other states.</param>
/// <param name="ExpiresAt">The time from which DynamoDB deletes the row; not read.</param>
internal sealed record IdempotencyRow(string Id, string State, DateTimeOffset? Until, DateTimeOffset ExpiresAt = default)
{
    /// <summary>The table's partition key, a string.</summary>
    public const string IdAttribute = "id";

    /// <summary>The table's time-to-live attribute.</summary>
    public const string TimeToLiveAttribute = "expiresAt";

    /// <summary>The state of a change whose handler returned.</summary>
    public const string Handled = "handled";

    /// <summary>The state of a change whose handler failed, so that it may be claimed at once.</summary>
    public const string Failed = "failed";

    /// <summary>The condition that the change has no row.</summary>
    public static ItemCondition IsNone => ItemCondition.NotExists(IdAttribute);

    /// <summary>The condition that the change's row is still in this row's state.</summary>
    public ItemCondition IsUnchanged
        => ItemCondition.Equal("state", ItemWriter.ToValue(State, static (writer, state) => writer.WriteString(state)));

    /// <summary>The row's key.</summary>
    public ItemImage Key => ItemWriter.ToItem(Id, static (writer, id) =>
    {
        writer.WriteName(IdAttribute);
        writer.WriteString(id);
    });

    /// <summary>Writes the row.</summary>
    public ItemImage ToItem() => ItemWriter.ToItem(this, static (writer, row) =>
    {
        writer.WriteName(IdAttribute);
        writer.WriteString(row.Id);
        writer.WriteName("state"u8);
        writer.WriteString(row.State);
        if (row.Until is { } until)
        {
            writer.WriteName("until"u8);
            writer.WriteNumber(until.ToUnixTimeMilliseconds());
        }

        writer.WriteName(TimeToLiveAttribute);
        writer.WriteUnixSeconds(row.ExpiresAt);
    });

    /// <summary>Reads a row.</summary>
    /// <exception cref="ItemFormatException">The item is not a row of the table.</exception>
    public static IdempotencyRow FromItem(ItemImage item)
    {
        var reader = new ItemReader(item.Json.Span, "Handled change");
        string? id = null;
        string? state = null;
        DateTimeOffset? until = null;
        while (reader.NextAttribute(out var name))
        {
            if (name.Is("id"u8))
            {
                id = reader.ReadString();
            }
            else if (name.Is("state"u8))
            {
                state = reader.ReadString();
            }
            else if (name.Is("until"u8))
            {
                until = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(reader.ReadNumber<long>(), 0, MaxMilliseconds));
            }
            else
            {
                reader.SkipValue();
            }
        }

        return new IdempotencyRow(id ?? throw reader.Missing(IdAttribute), state ?? throw reader.Missing("state"), until);
    }

    // 9999-12-31.
    private const long MaxMilliseconds = 253_402_300_799_999;
}
