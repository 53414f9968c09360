using System.Diagnostics;
using System.Globalization;
using Fw24.Integration.Tests.Harness;

namespace Fw24.Benchmarks.Tables;

/// <summary>
/// <c>table</c>: calls to DynamoDB, from the call to the object: the client's processor time, against a server in another process that
/// answers with fixed bytes; then the time on the clock, against DynamoDB Local.
/// </summary>
internal static class TableContest
{
    private const string Serve = "--serve";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [_, Serve])
        {
            await FixedServer.RunAsync();
            return 0;
        }

        using (var server = FixedServer.Start("table", Serve))
        {
            try
            {
                var url = (await server.StandardOutput.ReadLineAsync())![FixedServer.Ready.Length..];
                Console.WriteLine($"table: calls with items of 0.9 KB, a server of fixed bytes; processor time of the client");
                using var sides = new TableSides(url);
                Compare(sides, "table", rounds: 45, isOnTheClock: false);
            }
            finally
            {
                server.Kill();
            }
        }

        await using var dynamoDb = await StartDynamoDbAsync();
        Console.WriteLine("table: the same calls, DynamoDB Local; time on the clock");
        using var local = new TableSides(dynamoDb.Url.ToString());
        await local.CreateTableAsync();
        Compare(local, "table on DynamoDB Local", rounds: 15, isOnTheClock: true);
        return 0;
    }

    // The query last: the few calls of its rounds would otherwise pay for compiling what all operations share.
    private static void Compare(TableSides sides, string title, int rounds, bool isOnTheClock)
    {
        foreach (var operation in (TableOperation[])[sides.Get, sides.Update, sides.BatchWrite, sides.Transaction, sides.Query])
        {
            var contest = new Contest(operation.Units, operation.Unit) { CountsAllThreads = true, IsOnTheClock = isOnTheClock };
            contest.Add($"{operation.Name}: fw24", operation.Fw24);
            contest.Add($"{operation.Name}: DynamoDBContext", operation.Context);
            contest.Add($"{operation.Name}: low-level client", operation.LowLevel);
            var results = contest.Run(rounds);
            var fw24 = results[$"{operation.Name}: fw24"];
            var context = results[$"{operation.Name}: DynamoDBContext"];
            var lowLevel = results[$"{operation.Name}: low-level client"];
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{title} {operation.Name} vs_context={context.Microseconds / fw24.Microseconds:0.0} "
                + $"vs_low_level={lowLevel.Microseconds / fw24.Microseconds:0.00}");
            Console.WriteLine(isOnTheClock ? line : string.Create(
                CultureInfo.InvariantCulture,
                $"{line} vs_context_alloc={context.Bytes / fw24.Bytes:0.0} vs_low_level_alloc={lowLevel.Bytes / fw24.Bytes:0.00}"));
        }
    }

    // The server of the integration tests, which their project fetches.
    private static async Task<DynamoDbProcess> StartDynamoDbAsync()
    {
        const string Package = "amplify-dynamodb-simulator";
        var project = Path.GetFullPath(NpmPackages.Of(".."));
        using var fetch = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", project, "-t:FetchNpmPackages", "-nologo", "-v:m"]))!;
        await fetch.WaitForExitAsync();
        return await DynamoDbProcess.StartAsync(NpmPackages.Of(Package, "emulator"), "-disableTelemetry");
    }
}
