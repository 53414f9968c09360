using System.Text.Json.Serialization;

namespace Orders.Api;

/// <summary>The bodies of the API, serialized without reflection.</summary>
[JsonSerializable(typeof(OrderPage))]
[JsonSerializable(typeof(OrderRow))]
[JsonSerializable(typeof(NewOrder))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext;
