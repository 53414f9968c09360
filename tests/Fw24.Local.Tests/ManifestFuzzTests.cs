using System.Text;
using Fw24.Runtime.Tests.Fuzzing;

namespace Fw24.Local.Tests;

/// <summary>H29: a manifest is read, or rejected with the documented exception.</summary>
[Trait("Category", "Fuzz")]
public sealed class ManifestFuzzTests
{
    // About the same share as a reader of the runtime.
    private const int Sharers = 16;

    [Fact]
    public void H29_no_manifest_gets_another_exception_out_of_its_reader_than_the_documented_one()
    {
        var manifest = Encoding.UTF8.GetBytes(ManifestTopologyTests.Manifest);
        foreach (var seed in FuzzSeeds.Share(Sharers))
        {
            var text = Encoding.UTF8.GetString(new JsonMutator(new Random(seed)).Mutate(manifest, manifest));
            if (text.Length == 0)
            {
                continue;
            }

            try
            {
                LocalTopology.FromManifest(text).Validate();
            }
            catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
            {
                // Rejected by the reader, or because AWS would reject it.
            }
            catch (Exception exception)
            {
                Assert.Fail($"FW24_FUZZ_SEED={seed} dotnet run --project tests/Fw24.Local.Tests -- -class {typeof(ManifestFuzzTests).FullName}\n{exception}\n{text}");
            }
        }
    }

    [Theory]
    [InlineData("\"operation\": [\"modify\"]", "\"operation\": [\"modify\"], \"operation\": []")]
    [InlineData("\"FW24_FUNCTION\": \"Mailer\"", "\"FW24_FUNCTION\": \"Mailer\", \"FW24_FUNCTION\": \"Mailer\"")]
    public void H29_a_member_that_comes_twice_is_no_manifest(string sound, string broken)
        => Assert.Throws<InvalidDataException>(() => LocalTopology.FromManifest(ManifestTopologyTests.Manifest.Replace(sound, broken, StringComparison.Ordinal)));
}
