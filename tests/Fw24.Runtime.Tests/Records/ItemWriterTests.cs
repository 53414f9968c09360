using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Fw24.Items;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class ItemWriterTests
{
    [Fact]
    public void An_item_is_written_as_DynamoDB_JSON()
    {
        var output = new ArrayBufferWriter<byte>();
        var item = new ItemWriter(output);

        item.BeginItem();
        item.WriteName("Id"u8);
        item.WriteString("p-1");
        item.WriteName("Gift"u8);
        item.BeginMap();
        item.WriteName("Sku"u8);
        item.WriteString("a");
        item.WriteName("Qty"u8);
        item.WriteNumber(2);
        item.EndMap();
        item.WriteName("Empty"u8);
        item.BeginMap();
        item.EndMap();
        item.WriteName("List"u8);
        item.WriteList([1, 2], static (writer, value) => writer.WriteNumber(value));
        item.WriteName("Map"u8);
        item.WriteDictionary(new SortedDictionary<string, bool> { ["x"] = true, ["y"] = false }, static (writer, value) => writer.WriteBoolean(value));
        item.WriteName("Gone"u8);
        item.WriteNull();
        item.EndItem();

        Assert.Equal(
            """{"Id":{"S":"p-1"},"Gift":{"M":{"Sku":{"S":"a"},"Qty":{"N":"2"}}},"Empty":{"M":{}},"List":{"L":[{"N":"1"},{"N":"2"}]},"Map":{"M":{"x":{"BOOL":true},"y":{"BOOL":false}}},"Gone":{"NULL":true}}""",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void One_writer_writes_one_item_after_the_other()
    {
        var output = new ArrayBufferWriter<byte>();
        var item = new ItemWriter(output);
        for (var i = 0; i < 2; i++)
        {
            item.BeginItem();
            item.WriteName("n"u8);
            item.WriteNumber(i);
            item.EndItem();
        }

        Assert.Equal("""{"n":{"N":"0"}}{"n":{"N":"1"}}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Sets_are_sorted_and_an_empty_one_is_an_empty_list()
    {
        Assert.Equal("""{"SS":["a","a!","b","é"]}""", Value<string[]>(["é", "b", "a!", "a"], static (item, set) => item.WriteSet(set, static (e, value) => e.WriteString(value))));
        Assert.Equal("""{"NS":["-1","10","2"]}""", Value<int[]>([10, 2, -1], static (item, set) => item.WriteSet(set, static (e, value) => e.WriteNumber(value))));
        Assert.Equal("""{"BS":["","AQ=="]}""", Value<byte[][]>([[1], []], static (item, set) => item.WriteSet(set, static (e, value) => e.WriteBytes(value))));
        Assert.Equal("""{"SS":["only"]}""", Value<string[]>(["only"], static (item, set) => item.WriteSet(set, static (e, value) => e.WriteString(value))));
        Assert.Equal("""{"L":[]}""", Value<string[]>([], static (item, set) => item.WriteSet(set, static (e, value) => e.WriteString(value))));
        Assert.Equal("""{"L":[{"NS":["1"]},{"L":[]},{"SS":["x"]}]}""", Value(0, static (item, _) => item.WriteList<object[]>([[1], [], ["x"]], static (list, set) => list.WriteSet(set, WriteEither))));
    }

    [Fact]
    public void Sets_hold_elements_of_one_type_and_no_others()
    {
        const string Others = "The value cannot be stored in DynamoDB: a set contains only strings, numbers or binary values.";
        Assert.Equal("The value cannot be stored in DynamoDB: the elements of a set must have one type.", Refusal(0, static (item, _) => item.WriteSet<object>([1, "x"], WriteEither)));
        Assert.Equal(Others, Refusal(0, static (item, _) => item.WriteSet<object>([1], static (e, _) => e.WriteNull())));
        Assert.Equal(Others, Refusal(0, static (item, _) => item.WriteSet<object>([1], static (e, _) => e.WriteBoolean(true))));
        Assert.Equal(Others, Refusal(0, static (item, _) => item.WriteSet<object>([1], static (e, _) => e.BeginMap())));
    }

    [Fact]
    public void F11_elements_that_DynamoDB_takes_for_one_are_written_once()
    {
        Assert.Equal("""{"SS":["a","b"]}""", Value<string[]>(["b", "a", "b"], static (item, set) => item.WriteSet(set, static (e, value) => e.WriteString(value))));
        Assert.Equal("""{"BS":["","AQI="]}""", Value<byte[][]>([[1, 2], [], [1, 2]], static (item, set) => item.WriteSet(set, static (e, value) => e.WriteBytes(value))));
        Assert.Equal("""{"NS":["-1","1","1.5"]}""", Value<decimal[]>([1.50m, 1m, 1.0m, 1.00m, -1m, 1.5m], static (item, set) => item.WriteSet(set, static (e, value) => e.WriteNumber(value))));
        Assert.Equal("""{"NS":["100","2"]}""", Value<string[]>(["2", "1E2", "100", "1e+2"], static (item, set) => item.WriteSet(set, static (e, value) => e.WriteNumberText(value))));
        Assert.Equal("""{"L":[{"SS":["a"]},{"S":"x"}]}""", Value(0, static (item, _) => item.WriteList([true, false], static (list, isSet) =>
        {
            if (isSet)
            {
                list.WriteSet(["a", "a", "a"], static (e, value) => e.WriteString(value));
            }
            else
            {
                list.WriteString("x");
            }
        })));
    }

    [Fact]
    public void F21_a_null_is_refused_wherever_it_is()
    {
        const string Refused = "The value cannot be stored in DynamoDB: it is null, which its declaration does not allow.";

        Assert.Equal(Refused, Refusal<string>(null!, static (item, value) => item.WriteString(value)));
        Assert.Equal(Refused, Refusal<Uri>(null!, static (item, value) => item.WriteUri(value)));
        Assert.Equal(Refused, Refusal<byte[]>(null!, static (item, value) => item.WriteBytes(value)));
        Assert.Equal(Refused, Refusal<string>(null!, static (item, value) => item.WriteNumberText(value)));
        Assert.Equal(Refused, Refusal<List<int>>(null!, static (item, value) => item.WriteList(value, ItemValue.WriteNumber)));
        Assert.Equal(Refused, Refusal<HashSet<int>>(null!, static (item, value) => item.WriteSet(value, ItemValue.WriteNumber)));
        Assert.Equal(Refused, Refusal<Dictionary<string, int>>(null!, static (item, value) => item.WriteDictionary(value, ItemValue.WriteNumber)));
        Assert.Equal(Refused, Refusal<string>(null!, static (item, value) => item.BeginMap(value)));
        Assert.Equal(Refused, Refusal(default(System.Collections.Immutable.ImmutableArray<int>), static (item, value) => item.WriteList(value, ItemValue.WriteNumber)));
        Assert.Equal("The value cannot be stored in DynamoDB: a name in it is null.", Refusal(0, static (item, _) => item.WriteDictionary([new KeyValuePair<string, int>(null!, 1)], ItemValue.WriteNumber)));
        Assert.Equal("Order.Id cannot be stored in DynamoDB: it is null, which its declaration does not allow.", Assert.Throws<ArgumentException>(static () => ItemWriter.ToValue<string>("Order.Id", null!, ItemValue.WriteString)).Message);
        Assert.Equal("ids[1] cannot be stored in DynamoDB: it is null, which its declaration does not allow.", Assert.Throws<ArgumentException>(static () => ItemWriter.ToValue("ids", new[] { "a", null! }, static (item, value) => item.WriteList(value, ItemValue.WriteString))).Message);
    }

    [Fact]
    public void F3_an_object_of_another_type_is_refused_and_both_types_are_named()
    {
        Assert.Equal(
            "Order cannot be stored in DynamoDB: it is a System.IO.MemoryStream, but only the members of System.IO.Stream would be stored.",
            Assert.Throws<ArgumentException>(static () => ItemWriter.ToItem<Stream>(new MemoryStream(), static (item, value) => item.BeginEntity("Order", value))).Message);
        Assert.Equal(
            "Order.Data[0] cannot be stored in DynamoDB: it is a System.IO.MemoryStream, but only the members of System.IO.Stream would be stored.",
            Assert.Throws<ArgumentException>(static () => ItemWriter.ToItem<Stream>(new MemoryStream(), static (item, value) =>
            {
                item.BeginEntity("Order");
                item.WriteName("Data"u8);
                item.WriteList([value], static (list, element) => list.BeginMap(element));
            })).Message);
    }

    [Fact]
    public void What_is_empty_is_written()
    {
        Assert.Equal("""{"S":""}""", Value("", static (item, value) => item.WriteString(value)));
        Assert.Equal("""{"B":""}""", Value(Array.Empty<byte>(), static (item, value) => item.WriteBytes(value)));
        Assert.Equal("""{"L":[]}""", Value(Array.Empty<int>(), static (item, value) => item.WriteList(value, static (e, number) => e.WriteNumber(number))));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e126)]
    [InlineData(-1e300)]
    [InlineData(1e-131)]
    [InlineData(double.Epsilon)]
    public void A_number_that_DynamoDB_cannot_hold_names_the_attribute(double number)
    {
        var failure = Assert.Throws<ArgumentException>(() => ItemWriter.ToItem(number, static (item, value) =>
        {
            item.WriteName("Id"u8);
            item.WriteString("secret");
            item.WriteName("Lines"u8);
            item.WriteList([1, value], static (list, element) =>
            {
                list.BeginMap();
                list.WriteName("Qty"u8);
                list.WriteNumber(element);
                list.EndMap();
            });
        }));

        Assert.Equal("Lines[1].Qty cannot be stored in DynamoDB: a number must be finite, with at most 38 significant digits and a magnitude of 1E-130 to 9.9E+125.", failure.Message);
    }

    [Fact]
    public void Integers_are_written_up_to_38_digits()
    {
        var largest = BigInteger.Pow(10, 38) - 1;

        Assert.Equal($$$"""{"N":"{{{largest}}}"}""", Value(largest, static (item, value) => item.WriteNumber(value)));
        Assert.Equal($$$"""{"N":"-1{{{new string('0', 125)}}}"}""", Value(-BigInteger.Pow(10, 125), static (item, value) => item.WriteNumber(value)));
        Assert.StartsWith("The value cannot", Refusal(BigInteger.Pow(10, 38) + 1, static (item, value) => item.WriteNumber(value)), StringComparison.Ordinal);
        Assert.StartsWith("The value cannot", Refusal(BigInteger.Pow(10, 126), static (item, value) => item.WriteNumber(value)), StringComparison.Ordinal);
        Assert.StartsWith("The value cannot", Refusal(UInt128.MaxValue, static (item, value) => item.WriteNumber(value)), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_rather_than_lost()
        => Assert.Equal("The value cannot be stored in DynamoDB: a text with an unpaired surrogate has no UTF-8 form.", Refusal("a\ud83d", static (item, value) => item.WriteString(value)));

    [Fact]
    public void A_graph_that_holds_itself_is_refused()
    {
        Assert.Contains("32 levels", Refusal(0, static (item, _) => WriteForever(item)), StringComparison.Ordinal);

        static void WriteForever(ItemWriter item) => item.WriteList([0], static (list, _) => WriteForever(list));
    }

    [Fact]
    public void Every_text_survives_the_way_there_and_back()
        => Seeded.ForAll(RandomItems.Text, 2000, static text => AssertSurvives(text, static (item, value) => item.WriteString(value), static (ref ItemReader item) => item.ReadString()));

    [Fact]
    public void Every_number_survives_the_way_there_and_back()
    {
        AssertNumbersSurvive<byte>(0, byte.MaxValue);
        AssertNumbersSurvive<sbyte>(sbyte.MinValue, sbyte.MaxValue);
        AssertNumbersSurvive<short>(short.MinValue, short.MaxValue);
        AssertNumbersSurvive<ushort>(0, ushort.MaxValue);
        AssertNumbersSurvive(int.MinValue, 0, int.MaxValue);
        AssertNumbersSurvive(0u, uint.MaxValue);
        AssertNumbersSurvive(long.MinValue, -1, long.MaxValue);
        AssertNumbersSurvive(0ul, ulong.MaxValue);
        AssertNumbersSurvive(Int128.Parse("-99999999999999999999999999999999999999", CultureInfo.InvariantCulture), 1);
        AssertNumbersSurvive(decimal.MinValue, decimal.MaxValue, 0.0000000000000000000000000001m, 1.10m, -0.5m);
        AssertNumbersSurvive(0.1, -1.7976931348623157E+100, 5e-100, 1.0 / 3, 123456789.125);
        AssertNumbersSurvive(0.1f, float.MaxValue, 1.17549435E-38f, -1f / 3);
        AssertNumbersSurvive(Half.MaxValue, Half.Epsilon, (Half)(-0.1));
        AssertNumbersSurvive(BigInteger.Pow(7, 44), -BigInteger.Pow(10, 100), BigInteger.Zero);
    }

    [Fact]
    public void H21_random_numbers_survive_the_way_there_and_back()
    {
        Seeded.ForAll(Gen.Double, 2000, static value =>
        {
            if (double.IsFinite(value) && (value == 0 || Math.Abs(value) is >= 1e-130 and < 1e125))
            {
                AssertNumbersSurvive(value);
            }
        });
        Seeded.ForAll(Gen.Decimal, 2000, static value => AssertNumbersSurvive(value));
        Seeded.ForAll(Gen.Long, 1000, static value => AssertNumbersSurvive(value));
    }

    [Fact]
    public void Every_other_value_survives_the_way_there_and_back()
    {
        Seeded.ForAll(Gen.DateTimeOffset, 500, static value => AssertSurvives((value, value.Offset), static (item, v) => item.WriteDateTimeOffset(v.Item1), static (ref ItemReader item) => item.ReadDateTimeOffset() is var read ? (read, read.Offset) : default));
        Seeded.ForAll(Gen.Guid, 500, static value => AssertSurvives(value, static (item, v) => item.WriteGuid(v), static (ref ItemReader item) => item.ReadGuid()));
        Seeded.ForAll(Gen.DateOnly, 500, static value => AssertSurvives(value, static (item, v) => item.WriteDateOnly(v), static (ref ItemReader item) => item.ReadDateOnly()));
        Seeded.ForAll(Gen.TimeOnly, 500, static value => AssertSurvives(value, static (item, v) => item.WriteTimeOnly(v), static (ref ItemReader item) => item.ReadTimeOnly()));
        Seeded.ForAll(Gen.TimeSpan, 500, static value => AssertSurvives(value, static (item, v) => item.WriteTimeSpan(v), static (ref ItemReader item) => item.ReadTimeSpan()));
        Seeded.ForAll(Gen.Byte.Array[0, 40], 500, static value => AssertSurvives(Convert.ToHexString(value), static (item, v) => item.WriteBytes(Convert.FromHexString(v)), static (ref ItemReader item) => Convert.ToHexString(item.ReadBytes())));
        AssertSurvives(new Uri("https://example.org/a b?q=ü#f"), static (item, v) => item.WriteUri(v), static (ref ItemReader item) => item.ReadUri());
        AssertSurvives(new Uri("../relative", UriKind.Relative), static (item, v) => item.WriteUri(v), static (ref ItemReader item) => item.ReadUri());
        AssertSurvives(DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000), static (item, v) => item.WriteUnixSeconds(v), static (ref ItemReader item) => item.ReadUnixSeconds());
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    public void A_date_keeps_its_kind(DateTimeKind kind)
    {
        var value = new DateTime(2026, 11, 22, 10, 5, 0, kind).AddTicks(1234567);

        AssertSurvives((value, kind), static (item, v) => item.WriteDateTime(v.Item1), static (ref ItemReader item) => item.ReadDateTime() is var read ? (read, read.Kind) : default);
    }

    [Fact]
    public void Enums_are_written_by_name_and_else_as_NET_writes_them()
    {
        var none = new EnumNames<ChangeOperations>();
        Assert.Equal("""{"S":"Large"}""", Value(ParcelSize.Large, static (item, value) => item.WriteEnum(value, Parcel.NamesOfSize)));
        Assert.Equal("""{"S":"7"}""", Value((ParcelSize)7, static (item, value) => item.WriteEnum(value, Parcel.NamesOfSize)));
        AssertSurvives((ParcelSize)7, static (item, value) => item.WriteEnum(value, Parcel.NamesOfSize), static (ref ItemReader item) => item.ReadEnum(Parcel.NamesOfSize));
        AssertSurvives(ChangeOperations.Insert | ChangeOperations.Remove, (item, value) => item.WriteEnum(value, none), (ref ItemReader item) => item.ReadEnum(none));
    }

    [Fact]
    public void Cultures_make_no_difference()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NegativeSign = "neg";
            other.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = other;

            Assert.Equal("""{"N":"-1.5"}""", Value(-1.5m, static (item, value) => item.WriteNumber(value)));
            AssertNumbersSurvive(-1.5);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Fuzz2_a_time_to_live_that_was_left_at_its_default_is_refused_with_its_name_and_the_remedy()
    {
        const string Message = "Session.ExpiresAt cannot be stored in DynamoDB: a time to live before 1970 is invalid: make the property nullable, and leave it null if an item does not expire.";

        Assert.Equal(Message, Refuse(static item => item.WriteUnixSeconds(default(DateTimeOffset))));
        Assert.Equal(Message, Refuse(static item => item.WriteUnixSeconds(default(DateTime))));
        Assert.Equal(Message, Refuse(static item => item.WriteUnixSeconds(DateTimeOffset.UnixEpoch.AddTicks(-1))));
        Assert.Equal(Message, Refuse(static item => item.WriteUnixSeconds(DateTime.UnixEpoch.AddSeconds(-1))));

        static string Refuse(Action<ItemWriter> write) => Assert.Throws<ArgumentException>(() => ItemWriter.ToItem(write, static (item, write) =>
        {
            item.BeginEntity("Session");
            item.WriteName("ExpiresAt"u8);
            write(item);
        })).Message;
    }

    [Fact]
    public void Fuzz2_a_time_to_live_from_1970_to_the_year_9999_is_read_as_it_was_written()
    {
        var last = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        foreach (var time in new[] { DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(1), last, last.AddHours(-14).ToOffset(TimeSpan.FromHours(14)) })
        {
            AssertSurvives(time, static (item, v) => item.WriteUnixSeconds(v), static (ref ItemReader item) => item.ReadUnixSeconds());
            AssertSurvives(time.UtcDateTime, static (item, v) => item.WriteUnixSeconds(v), static (ref ItemReader item) => item.ReadUnixSeconds().UtcDateTime);
        }

        // The fraction of a second is truncated, even of the maximum.
        Assert.Equal("""{"N":"253402300799"}""", Value(DateTimeOffset.MaxValue, static (item, v) => item.WriteUnixSeconds(v)));
    }

    [Fact]
    public void Fuzz2_every_value_is_read_as_it_was_written_or_is_refused()
    {
        Numbers(double.MinValue, double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1e-130, 9.99e125, 1e126, 1e-131);
        Numbers(float.MinValue, float.MaxValue, float.Epsilon, float.NaN, float.PositiveInfinity, -0f);
        Numbers(Half.MinValue, Half.MaxValue, Half.Epsilon, Half.NaN, Half.NegativeInfinity);
        Numbers(decimal.MinValue, decimal.MaxValue, new decimal(1, 0, 0, false, 28), new decimal(-1, -1, -1, true, 28), 0.000m, 1.10m);
        Numbers(Int128.MinValue, Int128.MaxValue, -Int128.One);
        Numbers(UInt128.MaxValue, UInt128.Zero);
        Numbers(nint.MinValue, nint.MaxValue);
        Numbers(BigInteger.Pow(10, 38) - 1, BigInteger.Pow(10, 38), BigInteger.Pow(10, 38) + 1, -BigInteger.Pow(10, 125), BigInteger.Pow(10, 126));
        foreach (var kind in Enum.GetValues<DateTimeKind>())
        {
            Check((DateTime.SpecifyKind(DateTime.MinValue, kind), kind), static (item, v) => item.WriteDateTime(v.Item1), static (ref ItemReader item) => item.ReadDateTime() is var read ? (read, read.Kind) : default);
            Check((DateTime.SpecifyKind(DateTime.MaxValue, kind), kind), static (item, v) => item.WriteDateTime(v.Item1), static (ref ItemReader item) => item.ReadDateTime() is var read ? (read, read.Kind) : default);
        }

        foreach (var offset in new[] { TimeSpan.FromHours(-14), TimeSpan.FromMinutes(-1), TimeSpan.Zero, TimeSpan.FromHours(14) })
        {
            Check((DateTimeOffset.MinValue.AddDays(1).ToOffset(offset), offset), static (item, v) => item.WriteDateTimeOffset(v.Item1), static (ref ItemReader item) => item.ReadDateTimeOffset() is var read ? (read, read.Offset) : default);
            Check((DateTimeOffset.MaxValue.AddDays(-1).ToOffset(offset), offset), static (item, v) => item.WriteDateTimeOffset(v.Item1), static (ref ItemReader item) => item.ReadDateTimeOffset() is var read ? (read, read.Offset) : default);
        }

        Each([DateTimeOffset.MinValue, DateTimeOffset.MaxValue], static (item, v) => item.WriteDateTimeOffset(v), static (ref ItemReader item) => item.ReadDateTimeOffset());
        Each([DateOnly.MinValue, DateOnly.MaxValue], static (item, v) => item.WriteDateOnly(v), static (ref ItemReader item) => item.ReadDateOnly());
        Each([TimeOnly.MinValue, TimeOnly.MaxValue], static (item, v) => item.WriteTimeOnly(v), static (ref ItemReader item) => item.ReadTimeOnly());
        Each([TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromTicks(-1)], static (item, v) => item.WriteTimeSpan(v), static (ref ItemReader item) => item.ReadTimeSpan());
        Each([Guid.Empty, new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff")], static (item, v) => item.WriteGuid(v), static (ref ItemReader item) => item.ReadGuid());
        Each(["", "\0", "\ud800", "\udc00x", "\ud83d\ude00", "\u2028\u0085\"\\/"], static (item, v) => item.WriteString(v), static (ref ItemReader item) => item.ReadString());
        Each([(ParcelSize)int.MinValue, (ParcelSize)(-1), (ParcelSize)int.MaxValue], static (item, v) => item.WriteEnum(v, Parcel.NamesOfSize), static (ref ItemReader item) => item.ReadEnum(Parcel.NamesOfSize));
        Each(
            [
                new Uri("", UriKind.Relative), new Uri("/a/b", UriKind.Relative), new Uri("?q=1#f", UriKind.Relative), new Uri("//host/a", UriKind.Relative), new Uri("/data/a b", UriKind.Absolute), new Uri("file:///data/a"),
                new Uri(" https://example.org/ "), new Uri("urn:isbn:0"), new Uri("mailto:a@example.org"),
            ],
            static (item, v) => item.WriteUri(v), static (ref ItemReader item) => item.ReadUri());

        static void Numbers<T>(params T[] values)
            where T : struct, INumberBase<T> => Each(values, static (item, v) => item.WriteNumber(v), static (ref ItemReader item) => item.ReadNumber<T>());

        static void Each<T>(T[] values, ItemWrite<T> write, ItemRead<T> read) => Array.ForEach(values, value => Check(value, write, read));

        static void Check<T>(T value, ItemWrite<T> write, ItemRead<T> read)
        {
            try
            {
                _ = ItemWriter.ToValue(value, write);
            }
            catch (ArgumentException)
            {
                return;
            }

            AssertSurvives(value, write, read);
        }
    }

    private static void WriteEither(ItemWriter item, object value)
    {
        if (value is int number)
        {
            item.WriteNumber(number);
        }
        else
        {
            item.WriteString((string)value);
        }
    }

    private static void AssertNumbersSurvive<T>(params ReadOnlySpan<T> values)
        where T : struct, INumberBase<T>
    {
        foreach (var value in values)
        {
            AssertSurvives(value, static (item, v) => item.WriteNumber(v), static (ref ItemReader item) => item.ReadNumber<T>());
        }
    }

    private static void AssertSurvives<T>(T value, ItemWrite<T> write, ItemRead<T> read)
    {
        var image = ItemWriter.ToItem(value, (item, v) =>
        {
            item.WriteName("a"u8);
            write(item, v);
        });
        var reader = new ItemReader(image.Json.Span, "Test");
        Assert.True(reader.NextAttribute(out _));
        Assert.Equal(value, read(ref reader));
        Assert.False(reader.NextAttribute(out _));
    }

    private static string Value<T>(T value, ItemWrite<T> write) => Encoding.UTF8.GetString(ItemWriter.ToValue(value, write).Span);

    private static string Refusal<T>(T value, ItemWrite<T> write)
        => Assert.Throws<ArgumentException>(() => ItemWriter.ToValue(value, write)).Message;
}
