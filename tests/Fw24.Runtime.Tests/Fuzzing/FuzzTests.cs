using System.Text;
using System.Text.Json;
using Fw24.Changes.Reading;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>The fuzzer's own guarantees.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Random_events_are_sound_and_are_the_same_for_the_same_seed()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var @event = new RandomEvents(new Random(seed)).Event();

            Assert.Equal(@event, new RandomEvents(new Random(seed)).Event());
            Assert.All(StreamBatch.Read(@event), static record => Assert.Null(record.Fault));
        }
    }

    [Fact]
    public void The_pieces_of_sound_JSON_are_its_names_values_members_and_elements()
    {
        var json = """{"a":[1, "x\"]",{"b" :true}],"c":{}}""";

        var pieces = JsonPieces.Of(Encoding.UTF8.GetBytes(json)).ConvertAll(piece => $"{piece.Kind} {json[piece.Start..piece.End]}");

        Assert.Equal(
            ["Name \"a\"", "Value 1", "Element 1", "Value \"x\\\"]\"", "Element \"x\\\"]\"", "Name \"b\"", "Value true", "Member \"b\" :true"],
            pieces.Take(8));
        Assert.Contains("Element {\"b\" :true}", pieces);
        Assert.Contains("Member \"c\":{}", pieces);
        Assert.Equal($"Value {json}", pieces[^1]);
    }

    [Fact]
    public void Mutations_break_some_inputs_leave_some_sound_and_are_the_same_for_the_same_seed()
    {
        var sound = 0;
        for (var seed = 0; seed < 500; seed++)
        {
            var (json, other) = (new RandomEvents(new Random(seed)).Event(), new RandomEvents(new Random(seed + 1)).Event());

            var mutated = new JsonMutator(new Random(seed)).Mutate(json, other);

            Assert.Equal(mutated, new JsonMutator(new Random(seed)).Mutate(json, other));
            sound += IsJson(mutated) && !mutated.AsSpan().SequenceEqual(json) ? 1 : 0;
        }

        Assert.InRange(sound, 50, 350);
    }

    private static bool IsJson(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
