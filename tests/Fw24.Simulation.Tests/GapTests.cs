using System.Text;
using System.Text.RegularExpressions;
using Fw24.Audit;
using Fw24.Local;
using Fw24.Local.Faults;
using Fw24.Simulation.Checks;
using Fw24.Simulation.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Simulation.Tests;

/// <summary>Exhausted retries: later changes leave gaps, which are marked until a replay fills them.</summary>
public sealed partial class GapTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SimulatedApp.Tickets, "-stream")]
    [InlineData(SimulatedApp.Tickets, "-audit")]
    [InlineData(SimulatedApp.Meters, "-stream")]
    [InlineData(SimulatedApp.Meters, "-audit")]
    public async Task H32_what_retries_were_exhausted_on_is_marked_as_missing_until_it_is_replayed(string tableName, string suffix)
    {
        var plan = SimulationPlan.Of(1) with { Faults = LocalFaults.None };
        var app = SimulatedApp.Model(plan);
        var isBroken = true;
        var sightings = new Sightings(plan);
        await using var cloud = LocalCloud.Create(app, options =>
        {
            options.Services = services => services.AddSingleton(sightings);
            options.Around = (name, _, function) => (payload, context, token) => isBroken && name == tableName + suffix && IsDoomed(payload)
                ? throw new InvalidOperationException("A bug that is repaired later.")
                : function(payload, context, token);
        });

        sightings.Time = cloud.Time;

        // The changes into a doomed room are given up.
        string[] lives = ["a doomed b c", "a b doomed-1 doomed-2 c doomed d", "doomed a b", "a b doomed", "a doomed a b"];
        for (var item = 0; item < lives.Length; item++)
        {
            foreach (var room in lives[item].Split(' '))
            {
                cloud.Tables[tableName].Put($$$"""{"Id":{"S":"{{{item}}}"},"Room":{"S":"{{{room}}}"}}""");
                await cloud.RunUntilIdleAsync(Cancellation);
            }
        }

        // No image shows that something is missing before the first record or after the last.
        Assert.Equal(["0: a-b", "1: b-c", "1: c-d", "4: a-a"], Gaps(Rows()));

        isBroken = false;
        using var recovery = new Recovery(cloud, app, new StreamEndpoint(cloud));
        await recovery.ReplayGivenUpAsync(Cancellation);

        Assert.Empty(Gaps(Rows()));
        var trails = AuditTrail.Gather(Rows());
        Assert.Equal(lives, trails.OrderBy(static trail => IdOf(trail.Key), StringComparer.Ordinal).Select(static trail => string.Join(' ', trail.Entries.Select(RoomOf))));
        Assert.All(trails, static trail => Assert.False(trail.Fold().Item.IsAbsent));

        AuditLog Rows() => AuditRecords.Of(cloud, app.Tables.Single(table => table.Name == tableName));
    }

    private static string[] Gaps(AuditLog rows)
    {
        var rooms = rows.Entries.ToDictionary(static entry => entry.SequenceNumber, RoomOf);
        return [.. rows.Gaps.Where(static gap => !gap.IsFilled).Select(gap => $"{IdOf(gap.Key)}: {rooms[gap.After]}-{rooms[gap.Before]}").Order(StringComparer.Ordinal)];
    }

    private static string RoomOf(AuditEntry entry) => entry.Changes.Single(static change => change.Path == "Room").NewText!.Trim('"');

    // {"Id":{"S":"1"}}
    private static string IdOf(ItemImage key) => Encoding.UTF8.GetString(key.Json.Span).Split('"')[5];

    // In a queue's message the quotes have backslashes.
    private static bool IsDoomed(ReadOnlyMemory<byte> payload)
        => DoomedImage().IsMatch(Encoding.UTF8.GetString(payload.Span).Replace("\\", "", StringComparison.Ordinal));

    [GeneratedRegex("""
        "NewImage":\{"Id":\{"S":"\d"\},"Room":\{"S":"doomed
        """)]
    private static partial Regex DoomedImage();
}
