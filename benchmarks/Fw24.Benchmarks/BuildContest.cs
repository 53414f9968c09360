using System.Globalization;

namespace Fw24.Benchmarks;

/// <summary>
/// <c>build</c>: <c>dotnet build</c> of a project of 100 entities after an edit, with Fw24's generator, with System.Text.Json's over the same types,
/// and with neither.
/// </summary>
internal static class BuildContest
{
    private const int Entities = 100;
    private const int Rounds = 7;

    public static async Task<int> RunAsync()
    {
        var root = Directory.CreateTempSubdirectory("fw24-build-").FullName;
        try
        {
            Console.WriteLine($"build: \"dotnet build --no-restore\" of a project of {Entities} entities after an edit; time on the clock");
            BuildSide plain = new(Path.Combine(root, "plain")), json = new(Path.Combine(root, "json")), ours = new(Path.Combine(root, "fw24"));
            await plain.CreateAsync(Entities);
            await json.CreateAsync(Entities, withJson: true);
            await ours.CreateAsync(Entities, withGenerator: true);

            // The first round warms up the build servers, as the day's first build does.
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var side in (BuildSide[])[plain, json, ours])
                {
                    await side.BuildAsync(round, isMeasured: round > 0);
                }
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"build overhead={(ours.Median / plain.Median) - 1:P0} stj_overhead={(json.Median / plain.Median) - 1:P0} without_s={plain.Median:0.00} with_s={ours.Median:0.00} stj_s={json.Median:0.00} least_without_s={plain.Least:0.00} least_with_s={ours.Least:0.00} least_stj_s={json.Least:0.00}"));
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
