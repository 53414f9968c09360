using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Writes random entities, reads them again, and reports the differences.</summary>
internal static class RoundTrip
{
    private const string Null = """{"NULL":true}""";

    /// <summary>Checks entities of an app.</summary>
    /// <param name="app">The app.</param>
    /// <param name="seed">The seed of the random values.</param>
    /// <param name="count">The number of instances per entity.</param>
    /// <returns>The differences, one per line.</returns>
    public static IReadOnlyList<string> Faults(AppModel app, int seed, int count)
    {
        var objects = new RandomObjects(new Random(seed));
        var faults = new List<string>();
        foreach (var entity in app.Tables.SelectMany(static table => table.Entities))
        {
            var check = typeof(RoundTrip).GetMethod(nameof(Check), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(entity.Type);
            for (var number = 0; number < count; number++)
            {
                faults.AddRange(((IEnumerable<string>)check.Invoke(null, [entity, objects])!).Take(1));
            }
        }

        return faults;
    }

    private static List<string> Check<T>(EntityModel<T> entity, RandomObjects objects)
        where T : class
    {
        var faults = new List<string>();
        var written = (T)objects.Make(typeof(T));
        var item = Json(entity, written);
        if (TryRead(entity, item) is not { } read)
        {
            return [$"{entity.Name}: what was written cannot be read"];
        }

        Compare(written, read, "");
        Same(item, Json(entity, read), "written again");
        foreach (var (name, value) in item.ToList())
        {
            Without(name);
            WithNull(name, value!);
        }

        return faults;

        // As an older version of the class or another writer would have left the item.
        void Without(string name)
        {
            var less = (JsonObject)item.DeepClone();
            less.Remove(name);
            if (TryRead(entity, less) is not { } older)
            {
                return;
            }

            var again = Json(entity, older);
            Compare(older, Read(entity, again), $" without {name}");
            Same(less, Only(again, except: name), $"without {name}", except: name);
        }

        void WithNull(string name, JsonNode value)
        {
            var @null = (JsonObject)item.DeepClone();
            @null[name] = JsonNode.Parse(Null);
            if (TryRead(entity, @null) is not { } empty)
            {
                return;
            }

            var again = Json(entity, empty);
            Compare(empty, Read(entity, again), $" with a NULL {name}");
            Same(Only(@null, except: name), Only(again, except: name), $"with a NULL {name}");

            // Null is stored as NULL or not at all, and never as a value.
            if (again[name] is { } stored && !JsonNode.DeepEquals(stored, JsonNode.Parse(Null)) && !IsComputed(name))
            {
                faults.Add($"{entity.Name}.{name}: NULL was read as a value");
            }
        }

        bool IsComputed(string name) => typeof(T).GetProperty(name) is { CanWrite: false };

        void Compare(T left, T right, string when)
        {
            if (ObjectContent.Difference(left, right, entity.Name) is { } path)
            {
                faults.Add($"{path} did not come back{when}");
            }
        }

        void Same(JsonObject left, JsonObject right, string when, string except = "")
        {
            if (!AttributeEquality.AreEqual(Map(Only(left, except)), Map(right)))
            {
                faults.Add($"{entity.Name}: the item is another {when}: {left.ToJsonString()} {right.ToJsonString()}");
            }
        }
    }

    private static JsonObject Only(JsonObject item, string except)
    {
        var rest = (JsonObject)item.DeepClone();
        rest.Remove(except);
        return rest;
    }

    private static JsonObject Json<T>(EntityModel<T> entity, T value)
        where T : class => (JsonObject)JsonNode.Parse(ItemWriter.ToItem(value, entity.Write).Json.Span)!;

    private static T Read<T>(EntityModel<T> entity, JsonObject item)
        where T : class
    {
        var reader = new ItemReader(Encoding.UTF8.GetBytes(item.ToJsonString()), entity.Name);
        return entity.Read(ref reader);
    }

    private static T? TryRead<T>(EntityModel<T> entity, JsonObject item)
        where T : class
    {
        try
        {
            return Read(entity, item);
        }
        catch (ItemFormatException)
        {
            return null;
        }
    }

    private static byte[] Map(JsonObject item) => Encoding.UTF8.GetBytes($$"""{"M":{{item.ToJsonString()}}}""");
}
