using System.Diagnostics;
using System.Globalization;
using Fw24.Local;
using Fw24.Model;

namespace Fw24.Benchmarks.Engine;

/// <summary>
/// <c>test</c>: what a unit test pays for a cloud of its own: create it, put an item, run until idle, look at the outcome,
/// dispose of it.
/// </summary>
internal static class TestContest
{
    /// <summary>Runs the contest.</summary>
    /// <returns>The exit code.</returns>
    public static int Run()
    {
        Console.WriteLine("test: a cloud created, one change handled and audited in it, and the cloud disposed of");
        var app = ShipmentsApp.Of(1);
        var table = app.Tables[0].Name;
        var started = Stopwatch.GetTimestamp();
        Test(app, table);
        var first = Stopwatch.GetElapsedTime(started);

        var contest = new Contest(1, "test") { CountsAllThreads = true };
        contest.Add("create", () => Create(app));
        contest.Add("test", () => Test(app, table));
        var results = contest.Run();
        var (create, test) = (results["create"], results["test"]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"test ms={test.Microseconds / 1_000:0.000} create_ms={create.Microseconds / 1_000:0.000} "
            + $"first_ms={first.TotalMilliseconds:0} alloc_bytes={test.Bytes:0} create_alloc_bytes={create.Bytes:0}"));
        return 0;
    }

    private static LocalCloud Create(AppModel app)
    {
        var cloud = LocalCloud.Create(app);
        cloud.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return cloud;
    }

    private static LocalReport Test(AppModel app, string table)
    {
        var cloud = LocalCloud.Create(app);
        try
        {
            cloud.Tables[table].Put(ShipmentsApp.Item(1));
            cloud.RunUntilIdleAsync().GetAwaiter().GetResult();
            var report = cloud.Report();
            return report is { Handled: 1, Audited: 1 }
                ? report
                : throw new InvalidOperationException($"The change was not handled and audited once:\n{report}");
        }
        finally
        {
            cloud.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
