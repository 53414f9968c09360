using System.Diagnostics;
using System.Text;
using Fw24.Audit;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>H29: a reader reads its input, or throws the documented exception.</summary>
[Trait("Category", "Fuzz")]
public sealed class ReaderFuzzTests(ITestOutputHelper output)
{
    public static TheoryData<string> Readers => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task H29_no_input_gets_another_exception_out_of_a_reader_than_the_documented_one(string reader)
    {
        var (inputs, refused, slowest) = (0, 0, TimeSpan.Zero);
        foreach (var seed in FuzzSeeds.Share(FuzzTargets.All.Count))
        {
            var input = Input(FuzzTargets.All[reader], seed);
            var began = Stopwatch.GetTimestamp();
            try
            {
                await FuzzTargets.All[reader].Read(input);
            }
            catch (Exception exception) when (exception is ItemFormatException or MissingImageException or AuditTrailException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"""
                    FW24_FUZZ_SEED={seed} dotnet run --project tests/Fw24.Runtime.Tests -- -class {typeof(ReaderFuzzTests).FullName}
                    The reader "{reader}" throws for {Shown(input)}
                    {exception}
                    """);
            }

            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
            inputs++;
        }

        output.WriteLine($"{reader}: {inputs} inputs, {refused} refused, slowest {slowest.TotalMilliseconds:0.0} ms");
        Assert.True(inputs < 100 || refused is 0 || refused < inputs, "Some inputs are sound.");
    }

    /// <summary>Creates the input of a seed: a valid one, mostly damaged.</summary>
    private static byte[] Input(FuzzTarget target, int seed)
    {
        var random = new Random(seed);
        var events = new RandomEvents(random);
        return new JsonMutator(random).Mutate(target.Sound(events), target.Sound(events));
    }

    private static string Shown(byte[] input) => Encoding.UTF8.GetString(input.AsSpan(0, Math.Min(input.Length, 4000)));
}
